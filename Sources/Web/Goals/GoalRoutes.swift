import Hummingbird
import SickLeave
import Statistics
import UseCases

struct GoalRoutes {
    let goals: Goals
    let pages: UnitPages
    let clock: @Sendable () -> Instant

    func add(to router: some RouterMethods<UnitContext>) {
        router.get("handlingsplan", use: list)
        router.post("handlingsplan", use: choose)
        router.get("handlingsplan/:goal", use: show)
        router.post("handlingsplan/:goal", use: correct)
        router.form("handlingsplan/:goal/steg", on: { Site.goal(try number($0)) }, use: addStep)
        router.form("handlingsplan/:goal/steg/:step", on: { Site.goal(try number($0)) }, use: setStep)
        router.form("handlingsplan/:goal/uppfoljning", on: { Site.goal(try number($0)) }, use: followUp)
    }

    private func list(_ request: Request, _ context: UnitContext) async throws -> Response {
        try await list(nil, context)
    }

    /// - Parameter returned: the form, when it is shown again.
    private func list(_ returned: ReturnedForm?, _ context: UnitContext) async throws -> Response {
        let day = Day(of: clock())
        let view = try await goals.view(for: context.viewer, on: day)
        return Response(
            page: pages.page(
                .measures, title: "Enhetens handlingsplan",
                lead: "Vad enheten vill ändra, vad den gör för det, och om det hjälper.", actions: PrintButton().html,
                breadcrumbs: [.init("Mål", Site.measures)], context: context,
                content: GoalListPage(
                    view: view, day: day, formToken: context.formToken, returned: returned
                ).html),
            status: returned == nil ? .ok : .unprocessableContent)
    }

    private func show(_ request: Request, _ context: UnitContext) async throws -> Response {
        try await show(nil, context)
    }

    /// - Parameter returned: one of its forms, when it is shown again.
    private func show(_ returned: ReturnedForm?, _ context: UnitContext) async throws -> Response {
        let day = Day(of: clock())
        let detail = try await goals.detail(try number(context), for: context.viewer, on: day)
        return Response(
            page: pages.page(
                .measures, title: detail.goal.measure.title, lead: "Mål att nå senast \(detail.goal.content.due.inWords)",
                actions: PrintButton().html,
                breadcrumbs: [.init("Mål", Site.measures), .init("Handlingsplan", Site.goals)], context: context,
                content: GoalPage(
                    detail: detail, day: day, formToken: context.formToken, returned: returned
                ).html),
            status: returned == nil ? .ok : .unprocessableContent)
    }

    private func number(_ context: UnitContext) throws -> Int {
        guard let number = Int(try context.parameters.require("goal")) else { throw UseCaseError.notFound }
        return number
    }

    private func input(_ fields: FormFields) -> GoalInput {
        GoalInput(
            measure: fields["matt"] ?? "", target: fields["mal"] ?? "", due: fields.day("senast"),
            responsible: fields["ansvarig"] ?? "", plan: fields["plan"] ?? "", reason: fields["skal"] ?? "",
            isConfirmed: fields[FormAnswer.goalConfirmation.field] != nil)
    }

    private func choose(_ request: Request, _ context: UnitContext) async throws -> Response {
        let fields = try await request.formFields(context, expecting: context.formToken)
        let returned = try await ReturnedForm.of(Site.goals, fields) {
            let number = try await goals.choose(input(fields), for: context.viewer, at: clock())
            throw Redirection(to: Site.goal(number).telling(.goal))
        }
        return try await list(returned, context)
    }

    private func correct(_ request: Request, _ context: UnitContext) async throws -> Response {
        let fields = try await request.formFields(context, expecting: context.formToken)
        let number = try number(context)
        let isRest = fields["beslut"] == "vila"
        let returned = try await ReturnedForm.of(Site.goal(number), fields) {
            if isRest {
                try await goals.rest(number, reason: fields["skal"] ?? "", for: context.viewer, at: clock())
            } else {
                try await goals.correct(number, input(fields), for: context.viewer, at: clock())
            }
        }
        if let returned { return try await show(returned, context) }
        throw Redirection(to: Site.goal(number).telling(isRest ? .goalAtRest : .goal))
    }

    private func addStep(_ request: Request, _ context: UnitContext) async throws -> Response {
        let fields = try await request.formFields(context, expecting: context.formToken)
        let number = try number(context)
        let returned = try await ReturnedForm.of(Site.goalSteps(number), fields) {
            try await goals.addStep(
                number, what: fields["vad"] ?? "", responsible: fields["ansvarig-steg"] ?? "", due: fields.day("senast-steg"),
                for: context.viewer, at: clock())
        }
        if let returned { return try await show(returned, context) }
        throw Redirection(to: Site.goal(number).telling(.step))
    }

    private func setStep(_ request: Request, _ context: UnitContext) async throws -> Response {
        let fields = try await request.formFields(context, expecting: context.formToken)
        let number = try number(context)
        guard let step = Int(try context.parameters.require("step")) else { throw UseCaseError.notFound }
        let (status, receipt): (UnitGoal.StepStatus, Receipt) =
            switch fields["status"] {
            case "klart": (.done, .stepDone)
            case "utgar": (.dropped, .stepDropped)
            default: (.toDo, .stepToDo)
            }
        try await goals.setStep(step, of: number, to: status, for: context.viewer, at: clock())
        throw Redirection(to: Site.goal(number).telling(receipt))
    }

    private func followUp(_ request: Request, _ context: UnitContext) async throws -> Response {
        let fields = try await request.formFields(context, expecting: context.formToken)
        let number = try number(context)
        let returned = try await ReturnedForm.of(Site.goalFollowUps(number), fields) {
            try await goals.addFollowUp(number, note: fields["anteckning"] ?? "", for: context.viewer, at: clock())
        }
        if let returned { return try await show(returned, context) }
        throw Redirection(to: Site.goal(number).telling(.followUp))
    }
}
