package import SickLeave
package import UseCases

/// Everything that is known of how the server is doing, for its two faces: the yes or no that a proxy asks for on the public listener,
/// and all of it on the private one.
package struct Watch: Sendable {
    package let requests: RequestFigures
    package let connections: OpenConnections
    package let readiness: Readiness
    package let store: StoreWatch
    package let jobs: JobFigures
    private let clock: @Sendable () -> Instant

    package init(readiness: Readiness, store: StoreWatch, jobs: JobFigures, clock: @escaping @Sendable () -> Instant) {
        requests = RequestFigures()
        connections = OpenConnections()
        self.readiness = readiness
        self.store = store
        self.jobs = jobs
        self.clock = clock
    }

    package func metrics(version: String) async -> String {
        var metrics = MetricText()
        metrics.add(
            .gauge, "sakkunnig_build_info", "The program and its database engine.",
            [(labels: [("version", version), ("engine", store.engine)], value: 1)])
        requests.write(to: &metrics)
        metrics.add(.gauge, "sakkunnig_http_connections", "Open connections.", Double(connections.count))
        metrics.add(
            .counter, "sakkunnig_http_connections_refused_total", "Connections above the limit, answered with 503.",
            Double(connections.refused))
        await addStore(to: &metrics)
        addJobs(to: &metrics)
        addProcess(to: &metrics)
        return metrics.text
    }

    private func addStore(to metrics: inout MetricText) async {
        let pools = store.pools
        metrics.add(
            .gauge, "sakkunnig_database_connections", "Connections of the pool.",
            pools.map { (labels: [("pool", $0.name)], value: Double($0.size)) })
        metrics.add(
            .gauge, "sakkunnig_database_connections_in_use", "Connections that work for a call.",
            pools.map { (labels: [("pool", $0.name)], value: Double($0.inUse)) })
        metrics.add(
            .gauge, "sakkunnig_database_calls_waiting", "Calls that wait for a connection.",
            pools.map { (labels: [("pool", $0.name)], value: Double($0.waiting)) })
        metrics.add(
            .gauge, "sakkunnig_snapshot_age_seconds", "Time since the figures were read from the store.",
            store.snapshotAge.inSeconds)
        metrics.add(.gauge, "sakkunnig_snapshot_rows", "Certificates in the figures.", Double(store.snapshotRows))
        let faults = await readiness.faults()
        metrics.add(.gauge, "sakkunnig_ready", "1 when the server can do its work.", faults.isEmpty ? 1 : 0)
        guard !faults.contains(.database), let counts = try? await store.count() else { return }
        metrics.add(
            .counter, "sakkunnig_import_items_total", "Imported items by what became of them.",
            [
                (labels: [("result", "accepted")], value: Double(counts.accepted)),
                (labels: [("result", "known")], value: Double(counts.alreadyKnown)),
                (labels: [("result", "conflict")], value: Double(counts.conflicts)),
                (labels: [("result", "quarantined")], value: Double(counts.quarantined)),
            ])
        metrics.add(
            .gauge, "sakkunnig_certificates_with_remarks", "Stored certificates that were accepted with remarks.",
            Double(counts.certificatesWithRemarks))
        metrics.add(
            .gauge, "sakkunnig_quarantine_waiting", "Items in quarantine that wait for a person.",
            Double(counts.quarantineWaiting))
        metrics.add(.gauge, "sakkunnig_conflicts_waiting", "Conflicts that wait for a person.", Double(counts.conflictsWaiting))
        metrics.add(.gauge, "sakkunnig_access_log_rows", "Rows of the access log.", Double(counts.accessLogRows))
        metrics.add(
            .gauge, "sakkunnig_job_last_done_timestamp_seconds", "When each job was last done by any of the servers.",
            counts.jobsDoneAt.map { (labels: [("job", $0.job)], value: Double($0.at.seconds)) })
        if let found = counts.checkFaults {
            metrics.add(
                .gauge, "sakkunnig_check_faults", "What the nightly check found when it was last made, by any of the servers.",
                Double(found))
        }
    }

    private func addJobs(to metrics: inout MetricText) {
        let state = jobs.state
        let now = clock()
        metrics.add(.gauge, "sakkunnig_inbox_files", "Files that lie in the inbox.", Double(state.inboxFiles))
        metrics.add(
            .gauge, "sakkunnig_inbox_lag_seconds", "How long the oldest file has lain in the inbox.",
            Double(state.oldestInboxFile.map { max(0, now - $0) } ?? 0))
        metrics.add(
            .counter, "sakkunnig_inbox_failures_total", "Files of the inbox that could not be read, since the start.",
            Double(state.failedInboxFiles))
        metrics.add(
            .gauge, "sakkunnig_backup_last_success_timestamp_seconds",
            "When the newest backup was done; 0 for none that is known.",
            Double(state.lastBackup?.seconds ?? 0))
        metrics.add(.gauge, "sakkunnig_backup_size_bytes", "Size of the newest backup.", Double(state.lastBackupBytes))
        metrics.add(
            .counter, "sakkunnig_backup_failures_total", "Backups that failed, since the start.", Double(state.failedBackups))
    }

    private func addProcess(to metrics: inout MetricText) {
        let process = ProcessFigures.now()
        metrics.add(
            .gauge, "process_resident_memory_bytes", "Resident memory size in bytes.", Double(process.residentBytes))
        metrics.add(
            .counter, "process_cpu_seconds_total", "Total user and system CPU time spent in seconds.", process.cpuSeconds)
        metrics.add(.gauge, "process_open_fds", "Number of open file descriptors.", Double(process.openFiles))
        metrics.add(
            .gauge, "process_start_time_seconds", "Start time of the process since unix epoch in seconds.", process.startTime)
    }
}
