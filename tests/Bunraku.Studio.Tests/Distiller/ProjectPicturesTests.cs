using Bunraku.Core.Images;
using Bunraku.Studio.Features.Distiller.Masks;
using Bunraku.Studio.Features.Distiller.Pictures;
using Bunraku.Studio.Features.Distiller.Settings;

namespace Bunraku.Studio.Tests.Distiller;

public sealed class ProjectPicturesTests : IDisposable
{
    private readonly TestProject _test = new();

    [Fact]
    public void A_painted_mask_is_kept_as_the_file_that_a_training_accepts()
    {
        var draft = SettingsDraft.Load(_test.Project);
        var pictures = new ProjectPictures(draft);
        pictures.Keep(TestProject.Mask());

        FaceMask read = FaceMask.Read(_test.Project.MaskPath);
        Assert.Equal(TestProject.Mask().ToValues(), read.Values);
        Assert.Null(draft.ProblemOf("face_mask_image_file_name"));
    }

    [Fact]
    public void A_picture_is_kept_pixel_for_pixel_and_read_once()
    {
        var draft = SettingsDraft.Load(_test.Project);
        var pictures = new ProjectPictures(draft);
        pictures.Read();
        Assert.Null(pictures.Picture);

        pictures.Keep(TestProject.Picture());
        Assert.Equal(TestProject.Picture().Pixels, PngFile.Read(_test.Project.PicturePath).Pixels);
        var first = pictures.Picture;
        Assert.NotNull(first);
        pictures.Read();
        Assert.Same(first, pictures.Picture);
    }

    [Fact]
    public void A_mask_from_elsewhere_is_never_written_over()
    {
        using var other = new TestProject().WithPictures();
        var draft = SettingsDraft.Load(_test.Project);
        draft["face_mask_image_file_name"] = other.Project.MaskPath;
        byte[] before = File.ReadAllBytes(other.Project.MaskPath);

        new ProjectPictures(draft).Keep(MaskBits.Empty);

        Assert.Equal(before, File.ReadAllBytes(other.Project.MaskPath));
        Assert.Equal(_test.Project.MaskPath, draft["face_mask_image_file_name"]);
    }

    [Fact]
    public void Every_placement_is_drawn_and_the_bad_ones_are_other_pictures()
    {
        var examples = new PlacementExamples();
        byte[][] drawn = [.. PlacementExamples.All.Select(example => examples.Find(example.Name)!)];

        Assert.All(drawn, png => Assert.Equal((512, 512), (PngFile.Decode(png, "example").Width, PngFile.Decode(png, "example").Height)));
        Assert.Equal(drawn.Length, drawn.Select(Convert.ToBase64String).Distinct().Count());
        Assert.Null(examples.Find("upside-down"));
    }

    public void Dispose() => _test.Dispose();
}
