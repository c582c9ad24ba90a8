// What the splitter finds.
extension RIVSplitter {
    struct Piece {
        enum Shape: Equatable {
            case whole
            case endMissing
            case startMissing
            /// Neither document nor wrapper.
            case stray
            case documentType
            case tooLarge
        }

        var shape: Shape
        var range: Range<Int>
        var name: String
        var encoding: RIVEncoding
        /// False when there is more of it than the window held.
        var isComplete = true
    }

    enum Step {
        case piece(Piece)
        /// The window holds no more whole piece; what comes before the index is done with.
        case more(keepFrom: Int)
        case end
    }

    /// Why an input gave no piece.
    func nothingFound(isBlank: Bool) -> RIVFault {
        if let firstElement { return RIVFault(.noDocument(root: firstElement)) }
        return RIVFault(isBlank ? .empty : .notXML)
    }
}
