import CLibPQ
import Foundation
import Storage
import Synchronization

/// Hears of every server's commits on a connection of its own, and finds it again when it breaks.
final class Listener: Sendable {
    private let address: PostgresAddress
    private let limit: Duration
    private let program: String
    private let pulse: Duration
    private let feed = DataChangeFeed()
    private let isStarted = Mutex(false)
    /// Closing the writing end wakes the thread and ends it.
    private let stop: (reading: Int32, writing: Int32)

    /// - Parameter pulse: how long nothing is heard before the server is asked for a sign of life.
    init(address: PostgresAddress, limit: Duration, program: String, pulse: Duration = .seconds(30)) {
        self.address = address
        self.limit = limit
        self.program = program
        self.pulse = pulse
        var ends: [Int32] = [-1, -1]
        _ = pipe(&ends)
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        stop = (ends[0], ends[1])
    }

    deinit {
        close(stop.writing)
        if !isStarted.withLock({ $0 }) { close(stop.reading) }
    }

    /// Blocks until the server listens, so that nothing is missed between this and what is read next.
    func changes() throws(ConnectionFault) -> DataChanges {
        let changes = feed.listen(source: self)
        try isStarted.withLock { isStarted throws(ConnectionFault) in
            guard !isStarted else { return }
            let link = try Ear.open(address, limit)
            let ear = Ear(address: address, limit: limit, program: program, pulse: pulse, feed: feed, stop: stop.reading)
            let thread = Thread { ear.hear(link) }
            thread.name = "database changes"
            thread.start()
            isStarted = true
        }
        return changes
    }
}

/// The listening thread's own: it must not hold the listener, whose end is its end.
private struct Ear: Sendable {
    let address: PostgresAddress
    let limit: Duration
    let program: String
    let pulse: Duration
    let feed: DataChangeFeed
    let stop: Int32

    static func open(_ address: PostgresAddress, _ limit: Duration) throws(ConnectionFault) -> Link {
        try Link.open(address, limit: limit, session: "LISTEN \(ChangeNotice.channel)")
    }

    func hear(_ first: Link) {
        defer { close(stop) }
        var link = first
        while true {
            while deliver(link) {
                guard rest(descriptor: PQsocket(link.pointer), milliseconds: pulse.milliseconds) else { return }
            }
            // The server keeps every notice as long as somebody who listens has not taken it: one that is silent must not listen on.
            link.hangUp()
            guard let next = reopened() else { return }
            link = next
            // What was said meanwhile is lost: anything may have changed.
            feed.tell(DataChange(tables: [], isEverything: true, isOwn: false))
        }
    }

    /// False when the connection is gone, or is there and says nothing.
    private func deliver(_ link: Link) -> Bool {
        guard PQconsumeInput(link.pointer) == 1, link.isAlive(after: pulse / 2, within: min(pulse, Link.longestSilence)) else {
            return false
        }
        link.lastUsed = .now
        while let notice = PQnotifies(link.pointer) {
            let told = ChangeNotice(String(cString: notice.pointee.extra))
            PQfreemem(notice)
            feed.tell(DataChange(tables: told.tables, isEverything: told.tables.contains("*"), isOwn: told.program == program))
        }
        return true
    }

    private func reopened() -> Link? {
        while true {
            if let link = try? Ear.open(address, limit) { return link }
            guard rest(descriptor: -1, milliseconds: 500) else { return nil }
        }
    }

    /// Until there is something to read or the time is out. False when it is time to end.
    private func rest(descriptor: Int32, milliseconds: Int32) -> Bool {
        var entries = [
            pollfd(fd: stop, events: Int16(POLLIN), revents: 0), pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
        ]
        _ = poll(&entries, 2, milliseconds)
        return entries[0].revents == 0
    }
}
