using Bunraku.Core.Characters;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Siren;

namespace Bunraku.Distillation.Quality;

/// <summary>Measures how close a student is to its teacher. The student runs as it does for a viewer, with its own face, and computes every pixel.</summary>
public static class StudentQuality
{
    private const int Size = CharacterPicture.Size;

    /// <summary>How many poses are measured if nothing else is said.</summary>
    public const int DefaultPoses = 64;

    /// <summary>Compares the final pictures and the faces.</summary>
    /// <param name="student">The student.</param>
    /// <param name="teacher">The teacher.</param>
    /// <param name="teacherName">What to call it in the report.</param>
    /// <param name="poses">At least one pose, none of which the student was trained on.</param>
    /// <param name="options">How to use the machine.</param>
    /// <param name="progress">Told the share that is done, 0 to 1.</param>
    /// <param name="cancellation">Checked between poses.</param>
    public static QualityReport Measure(
        CharacterModel student,
        IPoser teacher,
        string teacherName,
        IReadOnlyList<Pose> poses,
        StudentPoserOptions? options = null,
        IProgress<double>? progress = null,
        CancellationToken cancellation = default)
    {
        var comparison = new PictureComparison(Size, Size);
        var frames = new List<PictureQuality>();
        IReadOnlyList<PictureQuality> faces = Compare(
            student,
            teacher,
            poses,
            () => new PosedFrame(FrameParts.Face),
            (expected, actual) => frames.Add(comparison.Compare(expected.Blended, actual.Blended)),
            options,
            progress,
            cancellation);
        return new QualityReport(student.Name, teacherName, poses.Count, QualitySummary.Of(frames), QualitySummary.Of(faces));
    }

    /// <summary>Compares the faces alone, for a student whose body network is not trained yet.</summary>
    /// <inheritdoc cref="Measure"/>
    public static QualityReport MeasureFace(
        CharacterModel student,
        IPoser teacher,
        string teacherName,
        IReadOnlyList<Pose> poses,
        StudentPoserOptions? options = null,
        IProgress<double>? progress = null,
        CancellationToken cancellation = default)
    {
        IReadOnlyList<PictureQuality> faces = Compare(student, teacher, poses, PosedFrame.FaceOnly, (_, _) => { }, options, progress, cancellation);
        return new QualityReport(student.Name, teacherName, poses.Count, Frame: null, QualitySummary.Of(faces));
    }

    /// <summary>Renders every pose with both.</summary>
    /// <returns>The quality of the faces.</returns>
    private static List<PictureQuality> Compare(
        CharacterModel student,
        IPoser teacher,
        IReadOnlyList<Pose> poses,
        Func<PosedFrame> createFrame,
        Action<PosedFrame, PosedFrame> compare,
        StudentPoserOptions? options,
        IProgress<double>? progress,
        CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfZero(poses.Count, nameof(poses));
        var faces = new List<PictureQuality>();
        var comparison = new PictureComparison(FaceCrop.Student.Width, FaceCrop.Student.Height);
        (PosedFrame expected, PosedFrame actual) = (createFrame(), createFrame());
        using var poser = new StudentPoser(student, options);
        for (int i = 0; i < poses.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            teacher.Render(poses[i], expected);
            poser.Render(poses[i], actual);
            faces.Add(comparison.Compare(expected.Face, actual.Face));
            compare(expected, actual);
            progress?.Report((i + 1.0) / poses.Count);
        }

        return faces;
    }
}
