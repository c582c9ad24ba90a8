import SickLeave

/// What a reader must know to read a report right.
package enum ReportNotice: Hashable, Sendable {
    /// So many groups that a chart is hard to read.
    case muchData
    /// The filter lets nothing through.
    case nothingLeft
    /// There is nothing, with or without a filter.
    case nothing
    /// The diagnoses that the report compares are not among those that the filter lets through.
    case diagnosesDisjoint

    package var text: String {
        switch self {
        case .muchData: "Rapporten har många grupper och blir svår att läsa som diagram. Välj färre, eller läs tabellen."
        case .nothingLeft: "Inget finns kvar med de val du har gjort. Välj något bredare."
        case .nothing: "Här finns inga siffror än."
        case .diagnosesDisjoint: "Diagnoserna i rapporten finns inte bland dem du har valt i filtret. Ändra det ena av valen."
        }
    }
}

extension ReportTable {
    /// - Parameter isEmpty: of the table before anything was put together for a chart.
    package func notices(grouping: ReportGrouping, shape: Report.Shape, filter: ReportFilter, isEmpty: Bool) -> [ReportNotice] {
        var notices: [ReportNotice] = []
        if groups.count >= (shape == .series ? 50 : 100) { notices.append(.muchData) }
        if let chosen = grouping.chosenDiagnoses, let allowed = filter.diagnoses,
            !chosen.contains(where: { node in allowed.contains { $0.overlaps(node) } })
        {
            notices.append(.diagnosesDisjoint)
        } else if isEmpty {
            notices.append(filter.isActive ? .nothingLeft : .nothing)
        }
        return notices
    }
}

extension ReportGrouping {
    /// The diagnoses that a report is about by itself; nil when it is about all.
    fileprivate var chosenDiagnoses: [DiagnosisNode]? {
        switch self {
        case .below(let node): [node]
        case .diagnoses(let nodes): nodes
        default: nil
        }
    }
}
