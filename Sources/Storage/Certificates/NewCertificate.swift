package import SickLeave

/// A certificate on its way into the store, with its bytes: made where it was read, so that the one who writes has less to do.
///
/// A class, though nothing in it changes: it passes from list to list, and a value of its size would be copied at each step.
package final class NewCertificate: Sendable {
    /// Without its answers: those are in the content alone, and would be freed by another thread than the one that made them.
    package let certificate: Certificate
    /// From `CertificateEncoding`.
    package let content: [UInt8]
    /// From `CertificateColumns`.
    let columns: [SQLValue]
    /// The rules accepted it with remarks.
    package let hasRemarks: Bool

    package init(_ certificate: consuming Certificate, hasRemarks: Bool = false) {
        content = CertificateEncoding.encode(certificate)
        columns = CertificateColumns.values(of: certificate)
        self.hasRemarks = hasRemarks
        certificate.answers = []
        self.certificate = consume certificate
    }
}
