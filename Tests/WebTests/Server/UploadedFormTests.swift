import Testing

@testable import Web

@Suite("A posted form with a file")
struct UploadedFormTests {
    private static func body(_ parts: [(head: String, content: [UInt8])], boundary: String = "gräns") -> [UInt8] {
        parts.flatMap {
            Array("--\(boundary)\r\nContent-Disposition: form-data; \($0.head)\r\n\r\n".utf8) + $0.content + [13, 10]
        }
            + Array("--\(boundary)--\r\n".utf8)
    }

    @Test("fields and file come through, the file byte for byte")
    func read() throws {
        let content = (0...255).map(UInt8.init) + Array("\r\n--annan\r\n\r\n".utf8)
        let form = try #require(
            UploadedForm(
                Self.body([
                    ("name=\"formToken\"", Array("abc".utf8)), ("name=\"fil\"; filename=\"lista.xlsx\"", content),
                ]), contentType: "multipart/form-data; boundary=\"gräns\""))
        #expect(form.fields == ["formToken": "abc"])
        #expect(form.file?.name == "lista.xlsx")
        #expect(form.file?.bytes == content)
    }

    @Test("what is no such form is refused, and half a form has no half parts")
    func broken() {
        let whole = Self.body([("name=\"a\"", [65])])
        #expect(UploadedForm(whole, contentType: "application/x-www-form-urlencoded") == nil)
        #expect(UploadedForm(whole, contentType: "multipart/form-data") == nil)
        #expect(UploadedForm(whole, contentType: "multipart/form-data; boundary=annan") == nil)
        #expect(UploadedForm([], contentType: "multipart/form-data; boundary=gräns") == nil)
        for length in 0..<whole.count {
            let form = UploadedForm(Array(whole.prefix(length)), contentType: "multipart/form-data; boundary=gräns")
            #expect(form?.fields["a"] ?? "A" == "A")
        }
    }
}
