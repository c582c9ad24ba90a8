/// Earlier programs told which certificates others have taken the place of by what came last: of a chain with revoked ones in
/// it the beginning could be left out for ever, and one that named itself was. Told anew for all, by the rule of `Superseding`.
extension Migrator.Migration {
    package static let supersededAnew = Self(version: 8, name: "superseded told anew") { _ in
        // All that one which is not revoked names, and what revoked ones among that name in their turn.
        let superseded = """
            WITH RECURSIVE superseded (care_provider_id, certificate_id, by_id) AS (
                SELECT r.care_provider_id, r.other_certificate_id, c.certificate_id FROM certificate_relation r
                JOIN certificate c ON c.care_provider_id = r.care_provider_id AND c.number = r.certificate_number
                WHERE r.kind IN (2, 3) AND c.status <> 2
                UNION
                SELECT r.care_provider_id, r.other_certificate_id, s.by_id FROM superseded s
                JOIN certificate c ON c.certificate_id = s.certificate_id AND c.care_provider_id = s.care_provider_id
                JOIN certificate_relation r ON r.care_provider_id = c.care_provider_id AND r.certificate_number = c.number
                WHERE r.kind IN (2, 3) AND c.status = 2
            )
            """
        let those = "SELECT care_provider_id, certificate_id FROM superseded WHERE certificate_id <> by_id"
        // What is not among those is told by what is left of all without them: PostgreSQL would look through them once for each.
        return """
            \(superseded)
            UPDATE certificate SET status = 1 WHERE status = 0 AND (care_provider_id, certificate_id) IN (\(those));

            \(superseded)
            UPDATE certificate SET status = 0 WHERE status = 1 AND (care_provider_id, certificate_id) IN (
                SELECT care_provider_id, certificate_id FROM certificate WHERE status = 1 EXCEPT \(those));

            """
    }
}
