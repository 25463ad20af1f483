using Bunraku.Siren.Training;

namespace Bunraku.Distillation.Schedules;

/// <summary>How long and how fast the two networks learn: first the face, then the body.</summary>
/// <param name="Face">The phases of the face network.</param>
/// <param name="Body">The phases of the body network.</param>
public sealed record TrainingSchedule(NetworkSchedule Face, NetworkSchedule Body)
{
    /// <summary>Examples of a step that our schedules are made for.</summary>
    private const int UsualBatch = 8;

    /// <summary>In examples: 50 steps.</summary>
    private const long WarmUp = 50 * UsualBatch;

    private static readonly BodyLossWeights ColorFirst = new(Blended: 0.25, Warped: 0.25, GridChange: 0.5, ColorChange: 2);
    private static readonly BodyLossWeights MotionFirst = new(Blended: 1, Warped: 2.5, GridChange: 5, ColorChange: 1);
    private static readonly BodyLossWeights PictureFirst = new(Blended: 10, Warped: 1, GridChange: 1, ColorChange: 1);
    private static readonly BodyLossWeights MotionOnly = new(Blended: 0.02, Warped: 0.005, GridChange: 10, ColorChange: 1);
    private static readonly BodyLossWeights MotionBesidePicture = new(Blended: 0.25, Warped: 0.05, GridChange: 10, ColorChange: 1);
    private static readonly BodyLossWeights PictureBesideMotion = new(Blended: 1, Warped: 0.1, GridChange: 10, ColorChange: 1);

    /// <summary>The schedule of the published program: 1 000 000 and 1 500 000 examples, 30 hours on its authors' GPU.</summary>
    public static TrainingSchedule Published { get; } = new(
        new NetworkSchedule([new(200_000, 1e-4), new(500_000, 1e-4 / 3), new(800_000, 1e-4 / 10), new(1_000_000, 1e-4 / 30)]),
        new NetworkSchedule(
        [
            new(200_000, 1e-4, ColorFirst),
            new(400_000, 3e-5, ColorFirst),
            new(600_000, 3e-5, MotionFirst),
            new(800_000, 1e-5, MotionFirst),
            new(1_300_000, 1e-5, PictureFirst),
            new(1_500_000, 3e-6, PictureFirst),
        ]));

    /// <summary>A tenth of the published examples, with learning rates that fall all the time: a character for every day.</summary>
    public static TrainingSchedule Standard { get; } = Shortened(face: 160_000, body: 120_000);

    /// <summary>Two and a half times the examples of <see cref="Standard"/>.</summary>
    public static TrainingSchedule Fine { get; } = Shortened(face: 400_000, body: 300_000);

    /// <summary>Enough to see whether picture and mask are right.</summary>
    public static TrainingSchedule Quick { get; } = Shortened(face: 16_000, body: 12_000);

    /// <summary>The schedules that a configuration can name.</summary>
    public static IReadOnlyDictionary<string, TrainingSchedule> Named { get; } = new OrderedDictionary<string, TrainingSchedule>
    {
        ["published"] = Published,
        ["fine"] = Fine,
        ["standard"] = Standard,
        ["quick"] = Quick,
    };

    /// <summary>
    /// What the face's network really learns by. One of our schedules follows the size of the batch: the rates rise by its square root, as measured in docs/cluster.md. Every other
    /// schedule stays as it is.
    /// </summary>
    /// <param name="batch">Examples of a step.</param>
    internal NetworkSchedule FaceFor(int batch) => Follows(batch) ? Face.ForLargerSteps(TimesUsual(batch), Math.Sqrt(TimesUsual(batch))) : Face;

    /// <summary>The same for the body's network, whose rates stay: higher ones spoil it.</summary>
    /// <param name="batch">Examples of a step.</param>
    internal NetworkSchedule BodyFor(int batch) => Follows(batch) ? Body.ForLargerSteps(TimesUsual(batch), rate: 1) : Body;

    private static double TimesUsual(int batch) => batch / (double)UsualBatch;

    private bool Follows(int batch) => batch > UsualBatch && (this == Quick || this == Standard || this == Fine);

    /// <summary>
    /// A short way up to three or four times the published learning rate, and a long one down. First the motion, because a picture that is warped to the wrong
    /// place has edges where it should have none, and their gradients drown that of the grid change; then more and more the picture.
    /// </summary>
    private static TrainingSchedule Shortened(long face, long body) => new(
        new NetworkSchedule([new(WarmUp, 2e-5, 4e-4), new(face / 2, 4e-4, 2e-4), new(face, 2e-4, 2e-6)]),
        new NetworkSchedule(
        [
            new(WarmUp, 2e-5, 3e-4, MotionOnly),
            new(body / 2, 3e-4, 1.5e-4, MotionOnly),
            new(body * 3 / 4, 1.5e-4, 4e-5, MotionBesidePicture),
            new(body, 4e-5, 2e-6, PictureBesideMotion),
        ]));
}
