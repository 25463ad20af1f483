using Bunraku.Conv.Outputs;
using Bunraku.Conv.Tests.Golden;
using Bunraku.Conv.Tests.Reference;
using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Core.Teachers;
using Bunraku.TestSupport;

namespace Bunraku.Conv.Tests;

[Trait("Category", "Slow")]
public sealed class SeparableTeacherTests
{
    [Fact]
    public void A_teacher_gives_premultiplied_pictures_and_the_parts_that_a_student_learns_from()
    {
        CharacterPicture picture = ImageConversion.ToNetwork(PngFile.Read(Path.Combine(TestData.Koito, "character.png")), "Koito");
        Pose pose = Pose.Default.With("head_y", 0.4f);
        using var poser = new SeparablePoser(RecipeWeights.Weights, picture.ToStraight());
        var straight = new SeparableFrame(SeparableOutput.Posed, SeparableOutput.Face, SeparableOutput.FaceMorphed, SeparableOutput.EditorGridChange);
        poser.Render(pose, straight);
        Planes morphed = Premultiply(straight[SeparableOutput.FaceMorphed], 512), grid = Planes.From(straight[SeparableOutput.EditorGridChange], 2, 512);

        using ITeacherSystem system = new SeparableTeacherLoader().Load(RecipeWeights.Weights);
        using ITeacherPoser teacher = system.Open(picture);
        var frame = new PosedFrame(FrameParts.Warped | FrameParts.GridChange | FrameParts.Face | FrameParts.FaceMorphed);
        teacher.Render(pose, frame);
        AssertClose(Premultiply(straight[SeparableOutput.Posed], 512), frame.Blended, 1e-6);
        AssertClose(morphed, frame.FaceMorphed, 1e-6);
        AssertClose(grid, frame.GridChange, 0);
        AssertClose(Operations.Warp(grid, morphed), frame.Warped, 1e-3);
        AssertClose(Operations.Crop(Premultiply(straight[SeparableOutput.Face], 192), 48, 32, 128), frame.Face, 1e-6);

        PosedFrame face = PosedFrame.FaceOnly();
        teacher.Render(pose, face);
        Assert.Equal(frame.Face, face.Face);
        var shown = new PosedFrame();
        teacher.Render(pose, shown);
        Assert.Equal(frame.Blended, shown.Blended);
        Assert.Equal(frame.Blended, teacher.Render(pose, system.Family.Posed).Values);
        Assert.Throws<NotSupportedException>(() => teacher.Render(pose, new PosedFrame(FrameParts.Alpha)));
    }

    [Fact]
    public void The_outputs_are_those_of_the_family() => Assert.All(TeacherFamily.Tha3Separable.Outputs, output =>
        Assert.Equal((output.Channels, output.Size), SeparableFrame.ShapeOf((SeparableOutput)output.Index)));

    [Fact]
    public void Another_family_device_and_precision_are_refused()
    {
        var loader = new SeparableTeacherLoader();
        BadInputException family = Assert.Throws<BadInputException>(() => loader.Load(TeacherFamily.Tha4, "nowhere", "cpu"));
        Assert.Contains("only tha3-separable", family.Message, StringComparison.Ordinal);
        Assert.Throws<BadInputException>(() => loader.Load(TeacherFamily.Tha3Separable, "nowhere", "cuda"));
        Assert.Throws<BadInputException>(() => loader.Load(TeacherFamily.Tha3Separable, "nowhere", "cpu", TeacherPrecision.Reduced));
    }

    private static Planes Premultiply(float[] values, int size)
    {
        Planes planes = Planes.From(values, 4, size);
        for (int i = 0; i < 3 * size * size; i++)
        {
            planes.Values[i] = ((planes.Values[i] + 1) * (planes.Values[(3 * size * size) + (i % (size * size))] + 1) / 2) - 1;
        }

        return planes;
    }

    private static void AssertClose(Planes expected, float[] actual, double tolerance)
    {
        Assert.Equal(expected.Values.Length, actual.Length);
        for (int i = 0; i < actual.Length; i++)
        {
            Assert.True(Math.Abs(expected.Values[i] - actual[i]) <= tolerance, $"Value {i} is {actual[i]}, not {expected.Values[i]}.");
        }
    }
}
