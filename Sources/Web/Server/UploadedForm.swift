import HTTPTypes
import Hummingbird
import NIOCore
import UseCases

/// A posted form with a file (`multipart/form-data`): the fields that are text, and the one file.
struct UploadedForm: Sendable {
    struct File: Sendable {
        /// As the browser gave it: for its ending only.
        let name: String
        let bytes: [UInt8]
    }

    private(set) var fields: [String: String] = [:]
    private(set) var file: File?

    /// Nil when the bytes are no such form. Parts beyond the tenth are passed over.
    init?(_ bytes: [UInt8], contentType: String) {
        let words = contentType.split(separator: ";").map { $0.drop { $0 == " " } }
        guard words.first?.lowercased() == "multipart/form-data",
            let boundary = words.first(where: { $0.hasPrefix("boundary=") })?.dropFirst(9).filter({ $0 != "\"" })
        else { return nil }
        guard !boundary.isEmpty, boundary.utf8.count <= 70 else { return nil }
        let delimiter = Array("--\(boundary)".utf8)
        var places = UploadedForm.places(of: delimiter, in: bytes[...])
        guard places.count >= 2 else { return nil }
        places = Array(places.prefix(11))
        for (place, next) in zip(places, places.dropFirst()) { read(bytes[(place + delimiter.count)..<next]) }
    }

    /// A part begins with a line break, has its headers, an empty line, its content, and a line break before the next delimiter.
    private mutating func read(_ part: ArraySlice<UInt8>) {
        guard let blank = UploadedForm.places(of: Array("\r\n\r\n".utf8), in: part).first, part.suffix(2).elementsEqual([13, 10])
        else { return }
        let head = String(decoding: part[part.startIndex..<blank], as: UTF8.self)
        let content = part[(blank + 4)...].dropLast(2)
        guard let name = UploadedForm.parameter("name", of: head) else { return }
        if let fileName = UploadedForm.parameter("filename", of: head) {
            file = File(name: fileName, bytes: Array(content))
        } else {
            fields[name] = String(decoding: content, as: UTF8.self)
        }
    }

    private static func parameter(_ name: String, of head: String) -> String? {
        let parts = head.split(separator: ";").map { $0.drop { $0 == " " } }
        guard let found = parts.first(where: { $0.hasPrefix("\(name)=\"") }) else { return nil }
        return String(found.dropFirst(name.count + 2).prefix { $0 != "\"" })
    }

    /// Where the wanted bytes begin, by the slice's own indices; none overlaps another.
    private static func places(of wanted: [UInt8], in bytes: ArraySlice<UInt8>) -> [Int] {
        var places: [Int] = []
        var index = bytes.startIndex
        while index <= bytes.endIndex - wanted.count {
            if bytes[index] == wanted[0], bytes[index..<(index + wanted.count)].elementsEqual(wanted) {
                places.append(index)
                index += wanted.count
            } else {
                index += 1
            }
        }
        return places
    }
}

extension Request {
    /// The posted form with its file, refused unless it carries the session's own token. `WholeRequests` has judged its size.
    func uploadedForm(expecting token: String) async throws -> UploadedForm {
        let buffer = try await body.collect(upTo: .max)
        guard let form = UploadedForm(Array(buffer: buffer), contentType: headers[.contentType] ?? "") else {
            throw UseCaseError.invalid("Formuläret kom inte fram helt. Ladda om sidan och välj filen igen.")
        }
        guard let sent = form.fields["formToken"], constantTimeEqual(sent, token) else { throw PageFault.staleForm }
        return form
    }
}
