internal import CLibCurl
import Dispatch
import Interchange
import Synchronization

/// One request to an identity provider.
struct ProviderRequest: Sendable {
    var address: String
    /// Posted as a form; a request without one is a GET.
    var form: [(name: String, value: String)]?
    /// `Authorization`, as it is sent.
    var authorization: String?

    init(_ address: String, form: [(name: String, value: String)]? = nil, authorization: String? = nil) {
        self.address = address
        self.form = form
        self.authorization = authorization
    }
}

struct ProviderAnswer: Sendable {
    let status: Int
    let body: [UInt8]
}

/// HTTP to an identity provider, by libcurl: certificates verified, no redirects, nothing large, nothing slow.
struct ProviderTransport: Sendable {
    static let seconds = 10
    static let answerLimit = 256 * 1024
    /// As many requests at once; a provider that hangs must not use up the threads.
    private static let places = 16

    /// A file of certificates to trust instead of the system's.
    let authorities: String?

    private static let queue = DispatchQueue(label: "identity provider", attributes: .concurrent)
    private static let underWay = Mutex(0)
    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    func send(_ request: ProviderRequest) async throws(IdentityFault) -> ProviderAnswer {
        guard ProviderAddress.isSafe(request.address), ProviderTransport.isReady else {
            throw .unavailable("the provider's address is not https")
        }
        let hasPlace = ProviderTransport.underWay.withLock { count in
            guard count < ProviderTransport.places else { return false }
            count += 1
            return true
        }
        guard hasPlace else { throw .unavailable("too many requests to the provider at once") }
        let result = await withCheckedContinuation {
            (continuation: CheckedContinuation<Result<ProviderAnswer, IdentityFault>, Never>) in
            ProviderTransport.queue.async {
                let result = Result { () throws(IdentityFault) in try perform(request) }
                ProviderTransport.underWay.withLock { $0 -= 1 }
                continuation.resume(returning: result)
            }
        }
        return try result.get()
    }

    /// What has come so far.
    private final class Receiver {
        var bytes: [UInt8] = []
    }

    private func perform(_ request: ProviderRequest) throws(IdentityFault) -> ProviderAnswer {
        guard let handle = curl_easy_init() else { throw .unavailable("libcurl gives no handle") }
        defer { curl_easy_cleanup(handle) }
        var headers = curl_slist_append(nil, "Accept: application/json")
        if let authorization = request.authorization { headers = curl_slist_append(headers, "Authorization: \(authorization)") }
        defer { curl_slist_free_all(headers) }
        let isLocal = !request.address.hasPrefix("https://")
        var codes = [
            sakkunnig_curl_set_text(handle, CURLOPT_URL, request.address),
            sakkunnig_curl_set_text(handle, CURLOPT_PROTOCOLS_STR, isLocal ? "http" : "https"),
            sakkunnig_curl_set_number(handle, CURLOPT_FOLLOWLOCATION, 0),
            sakkunnig_curl_set_number(handle, CURLOPT_NOSIGNAL, 1),
            sakkunnig_curl_set_number(handle, CURLOPT_SSL_VERIFYPEER, 1),
            sakkunnig_curl_set_number(handle, CURLOPT_SSL_VERIFYHOST, 2),
            sakkunnig_curl_set_number(handle, CURLOPT_CONNECTTIMEOUT, 5),
            sakkunnig_curl_set_number(handle, CURLOPT_TIMEOUT, ProviderTransport.seconds),
            sakkunnig_curl_set_headers(handle, headers),
        ]
        if isLocal { codes.append(sakkunnig_curl_set_text(handle, CURLOPT_NOPROXY, "*")) }
        if let authorities { codes.append(sakkunnig_curl_set_text(handle, CURLOPT_CAINFO, authorities)) }
        if let form = request.form {
            codes.append(sakkunnig_curl_set_text(handle, CURLOPT_COPYPOSTFIELDS, WebAddress.query(form)))
        }
        let receiver = Receiver()
        codes.append(
            sakkunnig_curl_set_receiver(
                handle,
                { bytes, size, count, place in
                    guard let bytes, let place else { return 0 }
                    let receiver = Unmanaged<Receiver>.fromOpaque(place).takeUnretainedValue()
                    let length = size * count
                    // Another count than what came ends the transfer.
                    guard receiver.bytes.count + length <= ProviderTransport.answerLimit else { return 0 }
                    receiver.bytes.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: length))
                    return length
                }, Unmanaged.passUnretained(receiver).toOpaque()))
        guard codes.allSatisfy({ $0 == CURLE_OK }) else { throw .unavailable("libcurl takes no settings") }
        let code = withExtendedLifetime(receiver) { curl_easy_perform(handle) }
        guard code == CURLE_OK else {
            let reason = code == CURLE_WRITE_ERROR ? "the answer is too large" : String(cString: curl_easy_strerror(code))
            throw .unavailable("no answer from the provider: \(reason)")
        }
        var status = 0
        guard sakkunnig_curl_status(handle, &status) == CURLE_OK else { throw .unavailable("no status from the provider") }
        return ProviderAnswer(status: status, body: receiver.bytes)
    }
}

/// Addresses with parameters.
enum WebAddress {
    static func query(_ pairs: [(name: String, value: String)]) -> String {
        pairs.map { "\(escaped($0.name))=\(escaped($0.value))" }.joined(separator: "&")
    }

    static func escaped(_ text: String) -> String {
        text.utf8.map { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: String(UnicodeScalar(byte))
            default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }.joined()
    }
}
