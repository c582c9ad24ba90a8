import Foundation
import SickLeave
import Statistics

/// What the pages' tables have told so far. The clock, doctors, region lists and settings stay from page to page.
final class WikiWorld {
    var today = Day(year: 2013, month: 11, day: 6)!
    var cutoff = 1
    var doctors: [HSAID: WikiDoctor] = [:]
    /// By provider.
    var regionLists: [String: WikiRegionList] = [:]
    var showsDoctors: [String: Bool] = [:]
    /// By day, then county code.
    var inhabitants: [Day: [String: SexCounts]] = [:]
    let files: String

    /// Accepted, in order of arrival; replaced by every table that begins anew.
    private(set) var certificates: [WikiCertificate] = []
    private(set) var revoked: Set<String> = []
    private(set) var sentToAgency: Set<String> = []
    private(set) var messages: [WikiMessage] = []
    private var waiting: [WikiMessage] = []
    private(set) var unitNames: [HSAID: String] = [:]
    private(set) var doctorNames: [HSAID: String] = [:]
    private var identities: Set<String> = []
    private var running = 0
    private var built: WikiSnapshot?

    init(files: String) { self.files = files }

    /// Certificates, messages, units and names go; what the service's own tables keep stays.
    func clear() {
        certificates = []
        revoked = []
        sentToAgency = []
        messages = []
        waiting = []
        unitNames = [:]
        doctorNames = [:]
        identities = []
        built = nil
    }

    /// The columns of everything so far.
    var snapshot: WikiSnapshot {
        if let built { return built }
        let snapshot = WikiSnapshot(self)
        built = snapshot
        return snapshot
    }

    func nextIdentity() -> String {
        running += 1
        return "löpande-\(running)"
    }

    /// Of two arrivals with the same identity and event the first stays.
    func receive(_ certificate: WikiCertificate?, id: String, isRevocation: Bool) {
        built = nil
        guard identities.insert("\(isRevocation) \(id)").inserted, let certificate else { return }
        if isRevocation {
            revoked.insert(id)
        } else {
            certificates.append(certificate)
            unitNames[certificate.unit] = certificate.unitName
            doctorNames[certificate.doctor] = certificate.doctorName
        }
    }

    func send(_ id: String) {
        sentToAgency.insert(id)
        built = nil
    }

    /// Of two messages with the same identity the first stays.
    func receive(id: String?, _ message: WikiMessage) {
        if let id, !identities.insert("meddelande \(id)").inserted { return }
        waiting.append(message)
    }

    /// Passes of the queue in which a message that waits for its certificate is tried again.
    private static let tries: Set<Int> = [0, 3, 9, 18, 50, 100, 250, 550, 1500]

    func tryMessages() {
        built = nil
        let known = Set(certificates.map(\.id))
        for index in waiting.indices {
            if Self.tries.contains(waiting[index].passes), known.contains(waiting[index].certificate) {
                messages.append(waiting[index])
                waiting[index].isStored = true
            }
            waiting[index].passes += 1
        }
        waiting.removeAll(where: \.isStored)
    }
}

/// A doctor in the directory.
struct WikiDoctor {
    var name: String
    var sex: LegalSex?
    /// 0 is unknown.
    var age: UInt8
    var positions: [String]
}

struct WikiRegionList {
    var uploaded: Day
    var list: ListedPatients
}

struct WikiMessage {
    var certificate: String
    var subject: CaseMessage.Subject?
    var sentOn: Day
    var patient: PersonIdentifier
    var questions: [String]
    var passes = 0
    var isStored = false
}

/// A certificate as it was when it came in: unit, county and doctor as the directory had them then.
struct WikiCertificate {
    var id: String
    var type: CertificateType
    var patient: PersonIdentifier
    var signedAt: LocalTime
    var facts: Certificate.Facts
    var provider: HSAID
    var unit: HSAID
    var careUnit: HSAID
    var county: County?
    var unitName: String
    var doctor: HSAID
    /// Nil when the directory does not know the doctor.
    var doctorName: String?
    var doctorFacts: WikiDoctor?
}
