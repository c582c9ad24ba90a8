internal import CLibQREncode

/// A text as a QR code: rows of dark and light squares, without the light margin around them.
package struct QRCode: Sendable, Equatable {
    package let rows: [[Bool]]

    /// Nil for a text that is longer than a code can hold.
    init?(_ text: String) {
        guard let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else { return nil }
        defer { QRcode_free(code) }
        let width = Int(code.pointee.width)
        guard let squares = code.pointee.data else { return nil }
        rows = (0..<width).map { row in (0..<width).map { squares[row * width + $0] & 1 == 1 } }
    }
}
