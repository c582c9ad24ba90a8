import Synchronization

/// What the public listener has answered, by route pattern: a raw address would name patients, if only by opaque ids.
package final class RequestFigures: Sendable {
    private struct Answer: Hashable {
        let method: String
        let route: String
        let status: Int
    }

    private struct Times {
        var counts = [Int](repeating: 0, count: RequestFigures.bounds.count)
        var sum = 0.0
        var count = 0
    }

    /// Seconds.
    private static let bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

    private let answers = Mutex<[Answer: Int]>([:])
    private let times = Mutex<[String: Times]>([:])
    private let inProgress = Mutex(0)

    package init() {}

    func began() { inProgress.withLock { $0 += 1 } }
    func ended() { inProgress.withLock { $0 -= 1 } }

    /// - Parameter route: nil for an address that no route has.
    func answered(method: String, route: String?, status: Int, seconds: Double) {
        let route = route ?? "-"
        // Anybody may make up a method; a series for each would never end.
        let method = ["GET", "HEAD", "POST"].contains(method) ? method : "-"
        answers.withLock { $0[Answer(method: method, route: route, status: status), default: 0] += 1 }
        times.withLock { times in
            var own = times[route] ?? Times()
            if let bucket = RequestFigures.bounds.firstIndex(where: { seconds <= $0 }) { own.counts[bucket] += 1 }
            own.sum += seconds
            own.count += 1
            times[route] = own
        }
    }

    func write(to metrics: inout MetricText) {
        let answers = answers.withLock { $0 }.sorted {
            ($0.key.route, $0.key.method, $0.key.status) < ($1.key.route, $1.key.method, $1.key.status)
        }
        metrics.add(
            .counter, "sakkunnig_http_requests_total", "Answered requests by route pattern, method and status.",
            answers.map {
                (
                    labels: [("route", $0.key.route), ("method", $0.key.method), ("status", "\($0.key.status)")],
                    value: Double($0.value)
                )
            })
        metrics.add(
            .gauge, "sakkunnig_http_requests_in_progress", "Requests that are being answered.", Double(inProgress.withLock { $0 })
        )
        metrics.histogram(
            "sakkunnig_http_request_duration_seconds", "Time to the answer by route pattern.", bounds: RequestFigures.bounds,
            times.withLock { $0 }.sorted { $0.key < $1.key }.map {
                (labels: [("route", $0.key)], counts: $0.value.counts, sum: $0.value.sum, count: $0.value.count)
            })
    }
}
