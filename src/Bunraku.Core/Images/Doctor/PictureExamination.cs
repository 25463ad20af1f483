using System.Collections.Immutable;
using System.Globalization;

namespace Bunraku.Core.Images.Doctor;

/// <summary>One examination: collects the findings, and the plan as it goes.</summary>
internal sealed class PictureExamination
{
    private const int Size = CharacterPicture.Size;

    /// <summary>A figure of fewer rows shows no face.</summary>
    private const int LeastHeight = 48;

    /// <summary>Fewer pixels of haze or halo, as a share of the character's area, are not a problem.</summary>
    private const double LeastHaze = 0.0005, LeastHalo = 0.01;

    /// <summary>Where a body ends this near to the lower border of the canvas, nobody sees it.</summary>
    private const double LeastGap = 12;

    /// <summary>From this strength of colour on, an enclosed patch of the background's colour is background.</summary>
    private const double VividChroma = 0.06;

    private readonly StraightImage _image;
    private readonly List<PictureFinding> _findings = [];
    private readonly double _reduction;
    private readonly BackgroundCut? _given;
    private readonly ImmutableArray<CutStroke> _strokes;
    private StraightImage _work;
    private MendPlan _plan;
    private SrgbColor? _background;

    private PictureExamination(StraightImage image, BackgroundCut? given, ImmutableArray<CutStroke> strokes)
    {
        _image = image;
        _given = given;
        _strokes = strokes;
        _work = PictureDoctor.Reduce(image);
        _reduction = (double)_work.Width / image.Width;
        _plan = new MendPlan(Placement.CenteredSquare(image.Width, image.Height)) { Strokes = strokes };
    }

    public static PictureReport Of(StraightImage image, BackgroundCut? given, ImmutableArray<CutStroke> strokes)
    {
        var examination = new PictureExamination(image, given, strokes);
        HeadEstimate? head = examination.Run();
        return new PictureReport(
            image.FileSize.Width,
            image.FileSize.Height,
            [.. examination._findings.OrderByDescending(finding => finding.Severity)],
            head,
            examination._background,
            examination._plan);
    }

    private HeadEstimate? Run()
    {
        LookAtSize();
        if (_image.HasUnusedProfile)
        {
            Add(
                PictureFault.UnusedProfile,
                FindingSeverity.Problem,
                "The file has a colour profile that cannot be used here, so its values are taken for sRGB and may look different in other programs.",
                null,
                "Convert the picture to sRGB in a paint program and save it as PNG.");
        }

        if (!LookAtBackground() || Figures.Of(_work) is not { Main: { } figure } figures)
        {
            if (_findings.TrueForAll(finding => finding.Severity != FindingSeverity.Fatal))
            {
                Add(PictureFault.Empty, FindingSeverity.Fatal, "The picture is empty: no pixel is more than half opaque.", null, "Choose another picture.");
            }

            return null;
        }

        LookAtEdges(figure);
        LookAtFigures(figures, figure);
        if (figure.Height / _reduction < LeastHeight)
        {
            Add(PictureFault.TooSmall, FindingSeverity.Fatal, Text($"The figure is only {figure.Height / _reduction:0} pixels high: no face can be seen in it."), null, "Use a larger picture.");
        }

        HeadEstimate head = Original(HeadFinder.Find(figures, _work)!);
        PlacementFindings.Result placed = PlacementFindings.Of(head, _image.Width, _image.Height);
        _findings.AddRange(placed.Findings);
        _plan = _plan with { Placement = placed.Placement };
        LookAtBorders(figures, figure);
        return head;
    }

    private void LookAtSize()
    {
        (int width, int height) = _image.FileSize;
        if (width != Size || height != Size)
        {
            Add(PictureFault.WrongSize, FindingSeverity.Problem, Text($"The picture is {width}x{height} pixels, but a character has {Size}x{Size}."), "It is scaled and cropped or padded.");
        }
    }

    /// <summary>Cuts the character out where it is not; false where that cannot be done.</summary>
    private bool LookAtBackground()
    {
        var border = BorderColor.Of(_work);
        if (_given is not null)
        {
            CutOut(_given);
            return true;
        }

        if (border.IsTransparent)
        {
            return true;
        }

        if (!border.IsFlat)
        {
            return LookAtBusyBackground(border);
        }

        Add(
            PictureFault.FlatBackground,
            FindingSeverity.Problem,
            Text($"The background is not transparent: {100 * border.ColorShare:0} % of the border has the colour {border.Color}."),
            "That colour is made transparent from the border inwards, and taken out of the character's edge.");
        double tolerance = Math.Clamp(BackgroundCut.UsualTolerance + (0.5 * border.Unevenness), BackgroundCut.UsualTolerance, 12);
        CutOut(new BackgroundCut(border.Color, Math.Round(tolerance, 1), Enclosed: ColorDistance.Chroma(border.Color) >= VividChroma));
        return true;
    }

    /// <summary>A background of many colours can only be cut out along the user's marks.</summary>
    private bool LookAtBusyBackground(BorderColor border)
    {
        string many = Text($"The background is not transparent, and not of one colour either: the commonest colour covers {100 * border.ColorShare:0} % of the border.");
        if (!_plan.HasMarks)
        {
            Add(
                PictureFault.BusyBackground,
                FindingSeverity.Fatal,
                many,
                null,
                "Cut the character out in a paint program: select the outline, delete the rest, and save a PNG with transparency. Or mark character and background here, and see whether the cut is clean enough.");
            return false;
        }

        Add(PictureFault.BusyBackground, FindingSeverity.Problem, many, "It is cut out along your marks. Look at the edges: the brush corrects them.");
        _work = BackgroundRemoval.Apply(_work, cut: null, [.. _strokes.Select(stroke => stroke.Scaled(_reduction))]);
        _plan = _plan with { RemovesSpecks = true };
        FigureRemoval.Apply(_work, specks: true, others: false);
        return true;
    }

    private void CutOut(BackgroundCut cut)
    {
        byte[] marks = BackgroundFill.Find(_work, cut);
        _background = cut.Color;
        _plan = _plan with { Background = cut, RemovesSpecks = true };
        _work = _strokes.IsEmpty ? EdgeUnmixing.CutOut(_work, cut, marks) : BackgroundRemoval.Apply(_work, cut, [.. _strokes.Select(stroke => stroke.Scaled(_reduction))]);
        FigureRemoval.Apply(_work, specks: true, others: false);
        int enclosed = marks.Count(mark => mark == BackgroundFill.Enclosed);
        if (enclosed > 0)
        {
            Add(
                PictureFault.EnclosedBackground,
                FindingSeverity.Note,
                Text($"{enclosed / (_reduction * _reduction):N0} pixels of the background's colour are enclosed by the character, as between arm and body."),
                cut.Enclosed ? "They are made transparent too." : null,
                cut.Enclosed ? null : "They are left, because they may belong to the character; if not, have enclosed patches removed too.");
        }
    }

    private void LookAtEdges(Figure figure)
    {
        (int haze, int halo) = SoftPixels.Count(_work);
        if (haze > Math.Max(LeastHaze * figure.Area, 20))
        {
            _plan = _plan with { ClearsHaze = true };
            Add(PictureFault.Haze, FindingSeverity.Problem, Text($"{haze / (_reduction * _reduction):N0} faint pixels lie apart from the character, where the picture should be fully transparent."), "They are cleared.");
        }

        if (halo > LeastHalo * figure.Area)
        {
            _plan = _plan with { ClearsHaze = true, ClearsHalo = true };
            Add(PictureFault.SoftHalo, FindingSeverity.Problem, Text($"A glow, a shadow or a veil: {halo / (_reduction * _reduction):N0} half-transparent pixels lie apart from solid ones."), "They are cleared; leave them if they belong to the character.");
        }

        if (_plan.Background is null && EdgeColors.FindMixedIn(_work) is { } mixed)
        {
            _plan = _plan with { CleansEdges = true };
            Add(PictureFault.EdgeColor, FindingSeverity.Problem, Text($"The soft edges hold a former background's colour, about {mixed}."), "The edges get the colour of the solid pixels next to them.");
        }
    }

    private void LookAtFigures(Figures figures, Figure main)
    {
        Figure[] others = [.. figures.Others];
        if (others.Length > 0)
        {
            _plan = _plan with { RemovesOtherFigures = true };
            Add(
                PictureFault.SeveralFigures,
                FindingSeverity.Problem,
                Text($"There are {others.Length + 1} figures that do not touch; the largest is {main.Width / _reduction:0}x{main.Height / _reduction:0} pixels, the next {others[0].Width / _reduction:0}x{others[0].Height / _reduction:0}."),
                "All but the largest are removed.");
        }

        Figure[] specks = [.. figures.Specks];
        if (specks.Length > 0)
        {
            _plan = _plan with { RemovesSpecks = true };
            Add(PictureFault.Specks, FindingSeverity.Problem, Text($"{specks.Length} small {(specks.Length == 1 ? "spot lies" : "spots lie")} next to the character."), "They are removed.");
        }
    }

    /// <summary>Where the picture's own border cuts the character, the cut shows; at the bottom it is usual and lies outside.</summary>
    private void LookAtBorders(Figures figures, Figure figure)
    {
        (string Name, int Count)[] sides =
        [
            ("top", CountOn(figures, figure, Enumerable.Range(0, _work.Width))),
            ("left", CountOn(figures, figure, Enumerable.Range(0, _work.Height).Select(row => row * _work.Width))),
            ("right", CountOn(figures, figure, Enumerable.Range(0, _work.Height).Select(row => (row * _work.Width) + _work.Width - 1))),
        ];
        int least = Math.Max(4, figure.Height / 64);
        foreach ((string name, int count) in sides.Where(side => side.Count >= least))
        {
            Add(
                PictureFault.CutOff,
                FindingSeverity.Problem,
                Text($"The {name} border of the picture cuts the character off over {count / _reduction:0} pixels."),
                null,
                "Use a picture that shows all of the head and the arms, or paint what is missing.");
        }

        double bottom = _plan.Placement.AfterScaling(_reduction).Map(new PictureBox(0, figure.Bottom, 0)).Top;
        if (bottom < Size - LeastGap && figure.Bottom >= _work.Height - 1)
        {
            Add(PictureFault.CutOff, FindingSeverity.Note, Text($"The lower border of the picture cuts the character off, {Size - bottom:0} pixels above that of the canvas: its body ends there."), null, "Use a picture that shows more of the body.");
        }
    }

    private static int CountOn(Figures figures, Figure figure, IEnumerable<int> pixels) => pixels.Count(pixel => figures.Labels[pixel] == figure.Label);

    private HeadEstimate Original(HeadEstimate head) =>
        head with { Box = new PictureBox(head.Box.Left / _reduction, head.Box.Top / _reduction, head.Box.Size / _reduction) };

    private void Add(PictureFault fault, FindingSeverity severity, string message, string? remedy, string? advice = null) =>
        _findings.Add(new PictureFinding(fault, severity, message, remedy, advice));

    private static string Text(FormattableString message) => message.ToString(CultureInfo.InvariantCulture);
}
