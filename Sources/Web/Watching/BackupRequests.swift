import HTTPTypes
import Hummingbird
import NIOCore

/// `POST /backup` on the server's own socket beside its database: another process must not open the database's file while this one has
/// it (docs/adr/0011), so it asks this one to write the copy.
package struct BackupRequests: Sendable {
    package struct Order: Sendable {
        package let path: String
        package let recipients: [String]
    }

    package enum Result: Sendable {
        case done(String)
        /// A sentence that says what to do.
        case refused(String)
    }

    private let write: @Sendable (Order) async -> Result

    package init(write: @escaping @Sendable (Order) async -> Result) { self.write = write }

    func add(to router: some RouterMethods<BasicRequestContext>) {
        router.post("backup") { request, context in
            let fields = try await request.formFields(context)
            guard let path = fields["path"] else { return Response(plain: "path saknas\n", status: .badRequest) }
            switch await write(Order(path: path, recipients: fields.all("recipient"))) {
            case .done(let text): return Response(plain: text)
            case .refused(let sentence): return Response(plain: sentence, status: .unprocessableContent)
            }
        }
    }
}
