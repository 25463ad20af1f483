using Bunraku.Core.Characters;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Distillation.Samples;
using Bunraku.Siren;

namespace Bunraku.Distillation.Tests.Samples;

[Trait("Category", "Slow")]
public sealed class SamplePictureTests
{
    private static readonly CharacterModel Student = SyntheticCharacter.Create();

    [Fact]
    public void The_face_picture_has_teacher_and_student_side_by_side()
    {
        Pose[] poses = SyntheticCharacter.Poses(FaceSamples.Count);
        var teacher = new PoserSketch((pose, frame) => Array.Fill(frame.Face, Level(poses, pose)));
        StraightImage picture = new FaceSamples(teacher, poses).Draw(Student);

        Assert.Equal((512, 512), (picture.Width, picture.Height));
        Assert.Equal(8, teacher.Frames);
        using var poser = new StudentPoser(Student);
        var frame = PosedFrame.FaceOnly();
        byte[] expected = new byte[4 * 128 * 128];
        for (int i = 0; i < poses.Length; i++)
        {
            StraightImage target = picture.Crop(new PixelRectangle(128 * (i / 2), 256 * (i % 2), 128, 128));
            byte code = SrgbTransfer.ToCode((Level(poses, poses[i]) + 1) / 2);
            Assert.Equal([code, code, code, (byte)MathF.Round(255 * (Level(poses, poses[i]) + 1) / 2)], target.Pixels[..4]);
            Assert.Single(target.Pixels.Chunk(4).Select(pixel => BitConverter.ToUInt32(pixel)).Distinct());

            poser.Render(poses[i], frame);
            FrameConversion.ToDisplay(frame.Face, 4, 128, 128, expected);
            Assert.Equal(expected, picture.Crop(new PixelRectangle(128 * (i / 2), (256 * (i % 2)) + 128, 128, 128)).Pixels);
        }
    }

    [Fact]
    public void The_body_picture_has_seven_columns()
    {
        Pose[] poses = SyntheticCharacter.Poses(BodySamples.Count);
        var frame = new PosedFrame(FrameParts.All);
        using var poser = new StudentPoser(Student);
        StraightImage picture = new BodySamples(poser, poses).Draw(Student);

        Assert.Equal((3584, 2048), (picture.Width, picture.Height));
        for (int row = 0; row < poses.Length; row++)
        {
            // The student is its own teacher here, so its face in the picture that it warps is the teacher's.
            poser.Render(poses[row], frame);
            AssertCell(picture, row, 0, cell => SampleCell.DrawColor(frame.Blended, cell));
            AssertCell(picture, row, 1, cell => SampleCell.DrawColor(frame.Blended, cell));
            AssertCell(picture, row, 2, cell => SampleCell.DrawAlpha(frame.Alpha, cell));
            AssertCell(picture, row, 3, cell => SampleCell.DrawColor(frame.ColorChange, cell));
            AssertCell(picture, row, 4, cell => SampleCell.DrawColor(frame.Warped, cell));
            AssertCell(picture, row, 5, cell => SampleCell.DrawGridChange(frame.GridChange, cell));
            AssertCell(picture, row, 6, cell => SampleCell.DrawGridChange(frame.GridChange, cell));
        }
    }

    [Fact]
    public void The_body_student_warps_the_picture_with_the_teachers_face()
    {
        // Where the teacher's picture is all 0.25, so is the warped one, wherever the grid change leads inside the picture.
        var teacher = new PoserSketch((_, frame) =>
        {
            Array.Fill(frame.FaceMorphed, 0.25f);
            Array.Fill(frame.Blended, 1f);
        });
        StraightImage picture = new BodySamples(teacher, SyntheticCharacter.Poses(BodySamples.Count)).Draw(Student);
        byte[] expected = new byte[4];
        SampleCell.DrawColor([0.25f, 0.25f, 0.25f, 0.25f], expected);

        StraightImage warped = picture.Crop(new PixelRectangle(256, (4 * 512) + 256, 1, 1));

        Assert.Equal(expected, warped.Pixels);
    }

    private static float Level(Pose[] poses, Pose pose) => (Array.IndexOf(poses, pose) / 4f) - 0.9f;

    private static void AssertCell(StraightImage picture, int row, int column, Action<byte[]> draw)
    {
        byte[] expected = new byte[4 * 512 * 512];
        draw(expected);
        Assert.True(picture.Crop(new PixelRectangle(512 * row, 512 * column, 512, 512)).Pixels.AsSpan().SequenceEqual(expected), $"row {row}, column {column}");
    }
}
