import SickLeave
import Storage

extension UnitRights {
    /// After a role has ended, whoever ended it: the person's mandate at the unit ends too, when no role there could use it any more. Before
    /// a role is given as well: nobody is there when one runs out, and the mandate must not come back with the next.
    ///
    /// - Parameters:
    ///   - unit: nil for a role at the whole provider, where there are no mandates.
    ///   - ender: nil when nobody with an account ends the role.
    /// - Returns: whether one ended.
    static func endUnusedMandate(
        of account: Int, provider: Int, unit: Int?, by ender: Int?, on day: Day, at instant: Instant, _ connection: any Connection
    ) throws -> Bool {
        guard let unit else { return false }
        let left = try UnitRoleRepository(connection).roles(of: account, provider: provider, unit: unit, on: day)
        guard !left.compactMap(Role.init).contains(where: { Permission.of($0).contains(.followUpPatients) }) else { return false }
        let mandates = MandateRepository(connection)
        guard try mandates.standing(provider: provider, unit: unit, on: day).contains(where: { $0.account == account }) else {
            return false
        }
        try mandates.withdraw(from: account, provider: provider, unit: unit, by: ender, at: instant)
        return true
    }
}
