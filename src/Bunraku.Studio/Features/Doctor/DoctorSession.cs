using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.Core.Images.Doctor;

namespace Bunraku.Studio.Features.Doctor;

/// <summary>
/// One picture on the doctor's table: what was found, what is to be done, and how that looks. Of changes that come faster than they can
/// be drawn, the newest counts. Used from one page, whose thread its changes are.
/// </summary>
public sealed class DoctorSession
{
    private const long LargePicture = 8_000_000;

    private readonly Stack<CutStroke> _undone = [];
    private MendPlan? _cleanedFor;
    private (MendPlan Plan, CutStroke[] Marks, StraightImage Image)? _unbrushed;
    private bool _isCleaning;

    private DoctorSession(string fileName, StraightImage original, PictureReport report)
    {
        FileName = fileName;
        Original = original;
        Report = report;
        Plan = report.Plan;
    }

    /// <summary>Happens when anything here has changed.</summary>
    public event Action? Changed;

    public string FileName { get; }

    /// <summary>The picture as it was read; a large one is smaller by now, because nothing is gained by its other pixels.</summary>
    public StraightImage Original { get; }

    public PictureReport Report { get; private set; }

    /// <summary>What the user wants, which begins as what the doctor proposes.</summary>
    public MendPlan Plan { get; private set; }

    /// <summary>The picture as it is before it is placed; null until it was cleaned once.</summary>
    public StraightImage? Cleaned { get; private set; }

    /// <summary>Reads and examines a picture.</summary>
    /// <exception cref="BadInputException">It is not a readable picture.</exception>
    public static async Task<DoctorSession> OpenAsync(byte[] content, string fileName)
    {
        (StraightImage image, PictureReport report) = await Task.Run(() =>
        {
            StraightImage work = Decode(content, fileName);
            return (work, PictureDoctor.Examine(work));
        });
        var session = new DoctorSession(fileName, image, report);
        await session.ChangeAsync(report.Plan);
        return session;
    }

    /// <summary>Changes what is to be done.</summary>
    public async Task ChangeAsync(MendPlan plan)
    {
        Plan = plan;
        Changed?.Invoke();
        if (_isCleaning)
        {
            return;
        }

        _isCleaning = true;
        try
        {
            while (CleaningOf(Plan) is var wanted && wanted != _cleanedFor)
            {
                Cleaned = await Task.Run(() => Clean(wanted));
                _cleanedFor = wanted;
                Changed?.Invoke();
            }
        }
        finally
        {
            _isCleaning = false;
        }
    }

    /// <summary>Looks again, with a background that the user names; the plan becomes what is proposed then.</summary>
    public async Task TryBackgroundAsync(BackgroundCut background)
    {
        Report = await Task.Run(() => PictureDoctor.Examine(Original, background, Plan.Strokes));
        await ChangeAsync(Report.Plan);
    }

    /// <summary>Whether the newest stroke can be taken back, and one that was taken back can be drawn again.</summary>
    public (bool Undo, bool Redo) CanStep => (!Plan.Strokes.IsEmpty, _undone.Count > 0);

    /// <summary>Adds a stroke that the user has drawn.</summary>
    public Task DrawAsync(CutStroke stroke)
    {
        _undone.Clear();
        return SetStrokesAsync(Plan.Strokes.Add(stroke));
    }

    /// <summary>Takes the newest stroke back.</summary>
    public Task UndoAsync()
    {
        if (Plan.Strokes.IsEmpty)
        {
            return Task.CompletedTask;
        }

        _undone.Push(Plan.Strokes[^1]);
        return SetStrokesAsync(Plan.Strokes[..^1]);
    }

    /// <summary>Draws again what was taken back last.</summary>
    public Task RedoAsync() => _undone.TryPop(out CutStroke? stroke) ? SetStrokesAsync(Plan.Strokes.Add(stroke)) : Task.CompletedTask;

    /// <summary>Whether a picture can be used may depend on its marks; where it is placed does not, once it is.</summary>
    private async Task SetStrokesAsync(ImmutableArray<CutStroke> strokes)
    {
        bool hadMarks = Plan.HasMarks;
        MendPlan plan = Plan with { Strokes = strokes };
        if (Report.Find(PictureFault.BusyBackground) is not null && hadMarks != plan.HasMarks)
        {
            Plan = plan;
            Report = await Task.Run(() => PictureDoctor.Examine(Original, strokes: strokes));
            plan = Report.Plan with { Strokes = Plan.Strokes }; // Others may have come meanwhile.
        }

        await ChangeAsync(plan);
    }

    /// <summary>The picture as planned.</summary>
    public async Task<MendedPicture> FinishAsync()
    {
        MendPlan plan = Plan;
        return new MendedPicture(FileName, await Task.Run(() => PictureDoctor.Mend(Original, plan)));
    }

    /// <summary>Cleans; where only brush strokes came, what was before them is known already.</summary>
    private StraightImage Clean(MendPlan wanted)
    {
        MendPlan plan = wanted with { Strokes = [] };
        CutStroke[] marks = [.. wanted.Strokes.Where(stroke => stroke.IsMark)];
        if (_unbrushed is not { } known || known.Plan != plan || !known.Marks.SequenceEqual(marks))
        {
            _unbrushed = known = (plan, marks, PictureDoctor.Clean(Original, plan with { Strokes = [.. marks] }));
        }

        return PictureDoctor.Brush(known.Image, Original, wanted.Strokes);
    }

    private static StraightImage Decode(byte[] content, string fileName)
    {
        StraightImage work = Reduced(content, fileName);
        if (work.FileSize.Width * (long)work.FileSize.Height > LargePicture)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive); // By itself the runtime would keep hundreds of megabytes until it needs them.
        }

        return work;
    }

    /// <summary>Apart, so that nothing on the stack holds the whole picture any more.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static StraightImage Reduced(byte[] content, string fileName) => PictureDoctor.Reduce(PictureFile.Decode(content, fileName));

    private static MendPlan CleaningOf(MendPlan plan) => plan with { Placement = Placement.Unchanged };
}
