import SickLeave

/// Messages between the agency and a unit about one certificate.
struct Conversation {
    let certificate: Certificate.ID
    /// The unit's logical address.
    let receiver: String
    let endDay: Day

    private static let agency = "FKASSA"
    private static let daysToAnswer = 14
    private static let numberOfQuestions = Weights([60, 30, 10])
    private static let questions = ["35", "17", "37", "19", "39", "32", "6", "20", "40", "29"]
    /// Most of them ask about functional impairment and activity limitation.
    private static let questionWeights = Weights([300, 300, 90, 60, 60, 50, 40, 40, 40, 20])
    private static let requests = [
        "Beskriv vilka undersökningsfynd som ligger till grund för uppgiften.",
        "Beskriv närmare och ange hur uttalade besvären är.",
        "Uppgiften behöver förtydligas i förhållande till arbetsuppgifterna.",
    ]
    private static let answer = "Se svar i kompletterande uppgifter. (Syntetiskt meddelande.)"

    /// Asks; the day on which care answers, when it does before the last day.
    func askForCompletion(on day: Day, _ maker: inout PatientMaker) -> Day? {
        let count = Conversation.numberOfQuestions.pick(&maker.random) + 1
        var asked: [CaseMessage.Question] = []
        while asked.count < count {
            let question = Conversation.questions[Conversation.questionWeights.pick(&maker.random)]
            if asked.contains(where: { $0.question == question }) { continue }
            asked.append(
                CaseMessage.Question(question: question, instance: nil, text: maker.random.pick(Conversation.requests)))
        }
        return send(
            .completion, heading: "Komplettering", text: "Vi behöver kompletterande uppgifter. (Syntetiskt meddelande.)",
            questions: asked,
            answeredPerMille: 940, on: day, &maker)
    }

    func ask(_ subject: CaseMessage.Subject, heading: String, text: String, on day: Day, _ maker: inout PatientMaker) {
        _ = send(subject, heading: heading, text: text, questions: [], answeredPerMille: 850, on: day, &maker)
    }

    /// Care asks, and the agency answers.
    func askAgency(on day: Day, _ maker: inout PatientMaker) {
        guard day <= endDay else { return }
        let question = message(
            .other, .fromCare, heading: "Fråga om handläggning", text: "Har ni fått intyget? (Syntetiskt meddelande.)",
            on: Season.workday(before: day), &maker)
        let reply = Season.workday(from: day + maker.random.within(2...15))
        guard reply <= endDay else { return }
        _ = message(
            .other, .fromAgency, heading: "Svar", text: "Ja, intyget har kommit in. (Syntetiskt meddelande.)", on: reply,
            answers: question, &maker)
    }

    private func send(
        _ subject: CaseMessage.Subject, heading: String, text: String, questions: [CaseMessage.Question], answeredPerMille: Int,
        on wanted: Day, _ maker: inout PatientMaker
    ) -> Day? {
        let day = Season.workday(from: wanted)
        // The median answer takes seven days; one in seven takes weeks.
        let delay = maker.random.chance(860) ? maker.random.within(1...12) : maker.random.within(13...40)
        let isAnswered = maker.random.chance(answeredPerMille)
        guard day <= endDay else { return nil }
        let answerBy = day + Conversation.daysToAnswer
        let question = message(
            subject, .fromAgency, heading: heading, text: text, questions: questions, on: day, answerBy: answerBy, &maker)
        let answeredOn = Season.workday(from: day + delay)
        let reminder = Season.workday(from: answerBy + 3)
        if reminder <= endDay, !isAnswered || answeredOn > reminder {
            _ = message(
                .reminder, .fromAgency, heading: "Påminnelse", text: "Vi har inte fått svar. (Syntetiskt meddelande.)",
                on: reminder,
                answerBy: reminder + Conversation.daysToAnswer / 2, remindsOf: question, &maker)
        }
        guard isAnswered, answeredOn <= endDay else { return nil }
        _ = message(subject, .fromCare, heading: "Svar", text: Conversation.answer, on: answeredOn, answers: question, &maker)
        return answeredOn
    }

    private func message(
        _ subject: CaseMessage.Subject, _ direction: CaseMessage.Direction, heading: String, text: String,
        questions: [CaseMessage.Question] = [], on day: Day, answerBy: Day? = nil, answers: CaseMessage.ID? = nil,
        remindsOf: CaseMessage.ID? = nil, _ maker: inout PatientMaker
    ) -> CaseMessage.ID {
        let id = CaseMessage.ID(rawValue: maker.newID())
        let message = CaseMessage(
            id: id, certificate: certificate, patient: maker.person(), subject: subject, direction: direction,
            sentAt: maker.time(on: day),
            heading: heading, text: text, questions: questions, answerBy: answerBy, answers: answers, remindsOf: remindsOf,
            receiver: direction == .fromAgency ? receiver : Conversation.agency)
        maker.patient.messages.append(message)
        return id
    }
}
