import PostgresDatabase
import SickLeave
import Storage
import TestKit
import Testing

/// What docs/adr/0010 says of spreading rows by care provider, run.
@Suite("The same schema in partitions by care provider", .enabled(if: PostgresServer.isThere, "\(PostgresServer.missing)"))
struct PostgresSpreadTests {
    /// Made anew as partitioned tables, foreign keys, triggers and all; what has a key without the provider is left whole.
    private static let spread = """
        CREATE TEMPORARY TABLE moved AS
        SELECT c.oid AS old, c.relname AS name FROM pg_class c
        WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
          AND EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'care_provider_id')
          AND NOT EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = c.oid AND i.indisunique AND NOT EXISTS (
            SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'care_provider_id' AND a.attnum = ANY (i.indkey)));
        CREATE TEMPORARY TABLE keys AS
        SELECT conrelid::regclass::text AS name, conname, pg_get_constraintdef(oid) AS definition FROM pg_constraint
        WHERE contype = 'f' AND conrelid IN (SELECT old FROM moved);
        CREATE TEMPORARY TABLE triggers AS
        SELECT pg_get_triggerdef(oid) AS definition FROM pg_trigger WHERE NOT tgisinternal AND tgrelid IN (SELECT old FROM moved);
        DO $$ DECLARE moving record; BEGIN
            FOR moving IN SELECT name FROM moved LOOP
                EXECUTE format('ALTER TABLE %I RENAME TO %I', moving.name, moving.name || '_old');
                EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL) PARTITION BY LIST (care_provider_id)', moving.name, moving.name || '_old');
                EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES IN (1)', moving.name || '_1', moving.name);
                EXECUTE format('CREATE TABLE %I PARTITION OF %I DEFAULT', moving.name || '_rest', moving.name);
                EXECUTE format('INSERT INTO %I SELECT * FROM %I', moving.name, moving.name || '_old');
            END LOOP;
            FOR moving IN SELECT name FROM moved LOOP EXECUTE format('DROP TABLE %I CASCADE', moving.name || '_old'); END LOOP;
            FOR moving IN SELECT * FROM keys LOOP
                EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I %s', moving.name, moving.conname, moving.definition);
            END LOOP;
            FOR moving IN SELECT * FROM triggers LOOP EXECUTE moving.definition; END LOOP;
        END $$;
        """

    private static let template = Result {
        try PostgresServer.makeTemplate(of: PostgresServer.template.get()) { database in
            try database.writeBlocking { try $0.script(spread) }
        }
    }

    @Test("every rule of the store's contract holds", arguments: StoreContract.all)
    func contract(rule: StoreContract) throws { try rule.check(try LentDatabase(of: Self.template.get())) }

    @Test("the tables that cannot be spread as they are, are those that the decision names")
    func left() throws {
        let database = try LentDatabase(of: Self.template.get())
        let tables = try database.readBlocking { connection in
            try connection.all(
                """
                SELECT c.relname, c.relkind::text FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'care_provider_id'
                WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relnamespace = 'public'::regnamespace ORDER BY 1
                """
            ) { (name: $0.text(0), kind: $0.text(1)) }
        }
        #expect(
            tables.filter { $0.kind == "r" }.map(\.name) == [
                "account", "assignment", "care_unit",
            ])
        #expect(
            tables.contains { $0.name == "certificate" && $0.kind == "p" }
                && tables.contains { $0.name == "patient" && $0.kind == "p" })
    }

    @Test("a provider's query reads that provider's part only")
    func pruned() throws {
        let database = try LentDatabase(of: Self.template.get())
        try TestData.fill(database, texts: .plain, at: Instant(rawValue: 0))
        try database.readBlocking { connection in
            func count(_ table: SQLName) throws -> Int {
                try connection.first("SELECT COUNT(*) FROM \(name: table)") { $0.int(0) } ?? 0
            }
            #expect(try count("certificate_1") == 9 && count("certificate_rest") == 1)
            let plan = try connection.all("EXPLAIN SELECT * FROM certificate WHERE care_provider_id = 1 AND number = 3") {
                $0.text(0)
            }
            #expect(plan.contains { $0.contains("certificate_1") } && !plan.contains { $0.contains("certificate_rest") })
        }
    }
}
