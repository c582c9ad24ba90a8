import Interchange
import SickLeave
import Testing

@Suite("A register's row says which columns its file has")
struct CSVOrganisationTests {
    private func unit(_ columns: String, _ cells: String) throws -> CareUnit? {
        try CSVRun("enhet_hsa_id;enhet_namn;vardgivare_hsa_id\(columns)\nSE1-VE1;Eken;SE1-VG1\(cells)\n").units.first
    }

    private func member(_ columns: String, _ cells: String) throws -> StaffMember? {
        try CSVRun("medarbetare_hsa_id;medarbetare_namn;enhet_hsa_id;lakare\(columns)\nSE1-DR1;Anna;SE1-VE1;ja\(cells)\n").records
            .compactMap { if case .staff(let value) = $0 { value } else { nil } }.first
    }

    @Test("an empty cell says that there is nothing; a column that is not there says nothing")
    func units() throws {
        #expect(try unit("", "")?.given == [])
        #expect(try unit(";lan", ";")?.given == .county)
        #expect(try unit(";overordnad_enhet_hsa_id;vardgivare_namn", ";;")?.given == [.parent, .providerName])
        #expect(try unit(";lan;overordnad_enhet_hsa_id;vardgivare_namn", ";;;")?.given == .all)
    }

    @Test("so for staff")
    func staff() throws {
        #expect(try member("", "")?.given == [])
        #expect(try member(";utbildad;kon", ";;man")?.given == [.trainedOn, .sex])
        #expect(try member(";befattning;anstalld_fran;anstalld_till;fodelsear;utbildad;kon", ";;;;;;")?.given == .all)
    }
}
