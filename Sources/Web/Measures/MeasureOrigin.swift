import Statistics

/// Where somebody writes down what the measure asks for: Sakkunnig has no form for it, so who looks for one here is told.
struct MeasureOrigin: Component {
    let measure: Measure

    var html: HTML { "\(with: words, { "<p class=\"soft\">\($0)</p>" })" }

    private var words: String? {
        guard let share = measure.calculation.share else { return nil }
        switch share.numerator {
        case .trained:
            return """
                Utbildningar skrivs inte in här. De kommer med personallistan: en CSV-fil, medarbetare, där kolumnen utbildad är dagen för den \
                senaste utbildningen. Lämna den till den som läser in filer.
                """
        case .procedure(let procedure, _), .procedureAfterPlan(let procedure, _):
            return "Åtgärdskoden \(procedure.code) registreras i journalsystemet och läses in därifrån, inte här."
        case .startExtentBelow, .extentBelow, .lasts, .completionRequested, .dayOver, .partTime, .diagnosisGroup, .reminded:
            return nil
        }
    }
}
