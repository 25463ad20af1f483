using Bunraku.Core.Characters;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Siren;

namespace Bunraku.Distillation.Samples;

/// <summary>
/// The sample pictures of the body network: 3584 x 2048, a row for each of four poses, seven columns of 512 x 512. The columns are the teacher's
/// picture; the student's picture, alpha, colour change and warped picture; the teacher's grid change, and the student's. The student warps the
/// picture with the teacher's face, as in training.
/// </summary>
public sealed class BodySamples
{
    /// <summary>How many poses are shown.</summary>
    public const int Count = 4;

    private const int Size = CharacterPicture.Size;
    private const int Columns = 7;
    private readonly Sample[] _samples;

    /// <summary>Renders the teacher's pictures, once.</summary>
    /// <param name="teacher">The teacher.</param>
    /// <param name="poses"><see cref="Count"/> poses, always the same in a run.</param>
    public BodySamples(IPoser teacher, IReadOnlyList<Pose> poses)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(poses.Count, Count, nameof(poses));
        var frame = new PosedFrame(FrameParts.GridChange | FrameParts.FaceMorphed);
        _samples = [.. poses.Select(pose =>
        {
            teacher.Render(pose, frame);
            var sample = new Sample(pose, [.. frame.FaceMorphed], new byte[4 * Size * Size], new byte[4 * Size * Size]);
            SampleCell.DrawColor(frame.Blended, sample.Posed);
            SampleCell.DrawGridChange(frame.GridChange, sample.GridChange);
            return sample;
        })];
    }

    /// <summary>Draws the samples as a student makes them now.</summary>
    /// <param name="student">The student; its face network is not used.</param>
    /// <param name="options">How to use the machine.</param>
    public StraightImage Draw(CharacterModel student, StudentPoserOptions? options = null)
    {
        var grid = new SampleGrid(Count, Columns, Size);
        var frame = new PosedFrame(FrameParts.Alpha | FrameParts.ColorChange | FrameParts.Warped | FrameParts.GridChange);
        using var poser = new StudentPoser(student, options);
        for (int row = 0; row < Count; row++)
        {
            Sample sample = _samples[row];
            poser.RenderBody(sample.Pose, sample.FaceMorphed, frame);
            grid.Paste(row, 0, sample.Posed);
            grid.Draw(row, 1, cell => SampleCell.DrawColor(frame.Blended, cell));
            grid.Draw(row, 2, cell => SampleCell.DrawAlpha(frame.Alpha, cell));
            grid.Draw(row, 3, cell => SampleCell.DrawColor(frame.ColorChange, cell));
            grid.Draw(row, 4, cell => SampleCell.DrawColor(frame.Warped, cell));
            grid.Paste(row, 5, sample.GridChange);
            grid.Draw(row, 6, cell => SampleCell.DrawGridChange(frame.GridChange, cell));
        }

        return grid.Picture;
    }

    /// <param name="Pose">What is shown.</param>
    /// <param name="FaceMorphed">[4, 512, 512]: what the student warps.</param>
    /// <param name="Posed">[512, 512, 4]: the teacher's picture, drawn.</param>
    /// <param name="GridChange">[512, 512, 4]: the teacher's grid change, drawn.</param>
    private sealed record Sample(Pose Pose, float[] FaceMorphed, byte[] Posed, byte[] GridChange);
}
