using Bunraku.Core.Characters;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Siren;

namespace Bunraku.Distillation.Samples;

/// <summary>
/// The sample pictures of the face network: 512 x 512, four rows of two samples, of each the teacher's face on the left and the student's on the
/// right, 128 x 128. As in the original the colours stay multiplied by alpha.
/// </summary>
public sealed class FaceSamples
{
    /// <summary>How many poses are shown.</summary>
    public const int Count = 8;

    private const int SamplesPerRow = 2;
    private readonly Pose[] _poses;
    private readonly byte[][] _targets;

    /// <summary>Renders the teacher's faces, once.</summary>
    /// <param name="teacher">The teacher.</param>
    /// <param name="poses"><see cref="Count"/> poses, always the same in a run.</param>
    public FaceSamples(IPoser teacher, IReadOnlyList<Pose> poses)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(poses.Count, Count, nameof(poses));
        _poses = [.. poses];
        var frame = PosedFrame.FaceOnly();
        _targets = [.. _poses.Select(pose =>
        {
            byte[] target = new byte[4 * Size * Size];
            teacher.Render(pose, frame);
            FrameConversion.ToDisplay(frame.Face, channels: 4, Size, Size, target);
            return target;
        })];
    }

    /// <summary>Draws the samples as a student makes them now.</summary>
    /// <param name="student">The student; its body network is not used.</param>
    /// <param name="options">How to use the machine.</param>
    public StraightImage Draw(CharacterModel student, StudentPoserOptions? options = null)
    {
        var grid = new SampleGrid(Count / SamplesPerRow, 2 * SamplesPerRow, Size);
        var frame = PosedFrame.FaceOnly();
        using var poser = new StudentPoser(student, options);
        for (int i = 0; i < Count; i++)
        {
            (int row, int column) = (i / SamplesPerRow, 2 * (i % SamplesPerRow));
            poser.Render(_poses[i], frame);
            grid.Paste(row, column, _targets[i]);
            grid.Draw(row, column + 1, cell => FrameConversion.ToDisplay(frame.Face, channels: 4, Size, Size, cell));
        }

        return grid.Picture;
    }

    private static int Size => FaceCrop.Student.Width;
}
