using Bunraku.Core.Images;
using Bunraku.Core.Poses;

namespace Bunraku.Distillation.Tests.Rig;

/// <summary>The picture and the mask obey the rules for pictures that are to be animated and distilled.</summary>
public sealed class RigPictureTests(RigFrames frames) : IClassFixture<RigFrames>
{
    [Fact]
    public void The_picture_is_framed_as_characters_are()
    {
        StraightImage picture = frames.Poser.DrawPicture();

        Assert.Equal((512, 512), (picture.Width, picture.Height));
        byte[] alphas = [.. Enumerable.Range(0, 512 * 512).Select(pixel => picture.Pixels[(4 * pixel) + 3])];
        (int Row, int Column)[] covered = [.. alphas.Index().Where(alpha => alpha.Item > 0).Select(alpha => (alpha.Index / 512, alpha.Index % 512))];
        Assert.Contains((byte)255, alphas);

        // Tufts of hair exceed the head box above, the fan and the ends of the hair next to it.
        Assert.InRange(covered.Min(pixel => pixel.Row), 32, 64);
        Assert.InRange(covered.Min(pixel => pixel.Column), 100, 140);
        Assert.InRange(covered.Max(pixel => pixel.Column), 372, 412);
        Assert.Equal(511, covered.Max(pixel => pixel.Row));
        Assert.All(covered.Where(pixel => pixel.Row < 192), pixel => Assert.InRange(pixel.Column, 192 - 32, 320 + 32));
    }

    [Fact]
    public void No_colour_hides_under_transparency_and_no_edge_is_bright()
    {
        StraightImage picture = frames.Poser.DrawPicture();
        for (int i = 0; i < picture.Pixels.Length; i += 4)
        {
            ReadOnlySpan<byte> pixel = picture.Pixels.AsSpan(i, 4);
            if (pixel[3] == 0)
            {
                Assert.Equal(0, pixel[0] + pixel[1] + pixel[2]);
            }
            else if (pixel[3] is > 30 and < 200)
            {
                // The outline is inked all around: half-transparent pixels have its dark colours.
                Assert.True(pixel[0] + pixel[1] + pixel[2] < 3 * 175, $"pixel {i / 4 % 512}, {i / 4 / 512} is bright");
            }
        }
    }

    [Fact]
    public void The_mask_is_one_that_the_distiller_accepts()
    {
        FaceMask mask = FaceMask.Decode(PngFile.EncodeRgb(frames.Poser.DrawFaceMask()), "face_mask.png");

        Assert.InRange(mask.Values.Sum(), 4000f, 9000f);
    }

    [Fact]
    public void What_the_face_moves_is_in_the_mask()
    {
        float[] mask = FaceMask.Decode(PngFile.EncodeRgb(frames.Poser.DrawFaceMask()), "face_mask.png").Values;
        float[] rest = frames.RenderFace(Pose.Rest);
        foreach (PoseParameter parameter in PoseParameters.All.Take(PoseParameters.FaceCount))
        {
            foreach (float end in RigFrames.Ends(parameter))
            {
                List<(int Row, int Column)> changed = RigFrames.ChangedPixels(rest, frames.RenderFace(Pose.Rest.With(parameter, end)), FaceCrop.Student.Width);
                Assert.All(changed, pixel => Assert.True(mask[(pixel.Row * 128) + pixel.Column] == 1f, $"{parameter.Name} changes row {pixel.Row}, column {pixel.Column} outside the mask."));
            }
        }
    }
}
