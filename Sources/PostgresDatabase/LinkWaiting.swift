import CLibPQ
import Foundation
import Storage

/// Waiting for the server's answer, no longer than the one who asks may wait.
///
/// libpq's own calls wait for as long as the line is open, and a server that stands still keeps it open.
extension Link {
    /// The answer to what `send` sends; to the last of several statements.
    ///
    /// - Throws: when the line is gone, or no byte has come for as long as the limit says: the line is then given up.
    func asked(within limit: Duration?, _ send: () -> Int32) throws -> Answer? {
        guard send() == 1 else { throw lost() }
        return try lastAnswer(within: limit)
    }

    /// All that the server answers is taken, or the next question could not be asked. Where it asks for rows it has not answered yet.
    func lastAnswer(within limit: Duration?) throws -> Answer? {
        var last: Answer?
        while true {
            if let limit { try wait(limit) { PQisBusy(pointer) == 1 } }
            guard let next = PQgetResult(pointer).map(Answer.init) else { return last }
            last = next
            switch PQresultStatus(next.pointer) {
            case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH: return last
            default: continue
            }
        }
    }

    /// Until what has been said has left the program. Without a limit libpq sees to it by itself.
    func flush() throws {
        guard let answersWithin else { return }
        try wait(answersWithin) { PQflush(pointer) == 1 }
    }

    private func wait(_ limit: Duration, while isWaiting: () -> Bool) throws {
        // Of a long TLS record libpq may have taken a part, and the rest is on no socket that `poll` could tell of.
        let longest = PQsslInUse(pointer) == 1 ? min(limit, .milliseconds(10)) : limit
        var deadline = ContinuousClock.now + limit
        while true {
            let isSent = PQflush(pointer) != 1
            guard isWaiting() else { return }
            let left = ContinuousClock.now.duration(to: deadline)
            guard left > .zero else { throw silent() }
            var entry = pollfd(fd: PQsocket(pointer), events: Int16(isSent ? POLLIN : POLLIN | POLLOUT), revents: 0)
            guard entry.fd >= 0 else { throw lost() }
            // A long answer comes in many pieces, and each of them is a sign of life.
            if poll(&entry, 1, min(left, longest).milliseconds) > 0 { deadline = .now + limit }
            guard PQconsumeInput(pointer) == 1 else { throw lost() }
        }
    }

    /// The answer may still come, and would be taken for the next one's. Nothing is cancelled: a commit that is called back is answered
    /// as if all were stored.
    private func silent() -> StorageError {
        failure = .silent
        hangUp()
        return .unreachable(.timedOut)
    }
}
