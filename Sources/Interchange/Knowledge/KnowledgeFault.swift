/// What is wrong in a knowledge file and where: `day-calendar.yaml rad 12: …`, in Swedish for the person who edits it.
package struct KnowledgeFault: Error, Hashable, Sendable, CustomStringConvertible {
    package var file: String
    /// Counted from 1.
    package var line: Int
    package var message: String

    package init(file: String, line: Int, message: String) {
        self.file = file
        self.line = line
        self.message = message
    }

    package var description: String { "\(file) rad \(line): \(message)" }
}
