extension RIVSplitter {
    /// Documents that are read, and other interactions of the national contracts, which are told apart from wrappers so
    /// that none of them is passed over in silence.
    private static let documents: [StaticString] = [
        "RegisterCertificate", "RegisterMedicalCertificate", "RevokeCertificate", "RevokeMedicalCertificate",
        "SendMessageToCare", "SendMessageToRecipient",
        "CertificateStatusUpdateForCare", "CreateDraftCertificate", "SendCertificateToRecipient", "SendMedicalCertificate",
        "SendMedicalCertificateQuestion", "SendMedicalCertificateAnswer", "ReceiveMedicalCertificateQuestion",
        "ReceiveMedicalCertificateAnswer", "SetCertificateStatus",
    ]

    static func isCertificate(_ window: UnsafeBufferPointer<UInt8>, _ local: Range<Int>) -> Bool {
        local.count == 5 && window.hasPrefix("intyg", at: local.lowerBound)
    }

    static func documentName(_ window: UnsafeBufferPointer<UInt8>, _ local: Range<Int>) -> String? {
        // All of them are longer than 16 letters and begin with C, R or S; nearly nothing else in a certificate does.
        guard local.count > 16, (0x43...0x53).contains(window[local.lowerBound]) else { return nil }
        for name in documents where name.utf8CodeUnitCount == local.count && window.hasPrefix(name, at: local.lowerBound) {
            return name.description
        }
        return nil
    }
}
