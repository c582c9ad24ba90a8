internal import CLibCrypto

/// Certificates in PEM, one after the other.
package enum CertificateFile {
    /// Whether there is at least one that can be read. Whom it vouches for is asked when a server answers.
    package static func holdsCertificate(_ text: String) -> Bool {
        // The source reads where the bytes are, and keeps no copy: they must stay while it does.
        Array(text.utf8).withUnsafeBytes { bytes in
            guard let source = BIO_new_mem_buf(bytes.baseAddress, Int32(clamping: bytes.count)) else { return false }
            defer { BIO_free(source) }
            guard let certificate = PEM_read_bio_X509(source, nil, nil, nil) else {
                ERR_clear_error()
                return false
            }
            X509_free(certificate)
            return true
        }
    }
}
