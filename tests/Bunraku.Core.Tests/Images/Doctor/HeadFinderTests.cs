using Bunraku.Core.Images.Doctor;

namespace Bunraku.Core.Tests.Images.Doctor;

public sealed class HeadFinderTests
{
    [Fact]
    public void A_plain_head_is_found_in_its_box() => AssertFound(new SampleFigure(), sure: true, pixels: 5);

    [Fact]
    public void A_curl_on_top_does_not_count() => AssertFound(new SampleFigure { HasCurl = true }, sure: true, pixels: 5);

    [Fact]
    public void Ears_of_a_cat_do_not_count() => AssertFound(new SampleFigure { HasEars = true }, sure: true, pixels: 8);

    [Fact]
    public void Twin_tails_beside_the_neck_do_not_hide_it() => AssertFound(new SampleFigure { HasTwinTails = true }, sure: true, pixels: 8);

    [Fact]
    public void Where_long_hair_hides_the_neck_the_face_shows_the_chin() => AssertFound(new SampleFigure { HasLongHair = true }, sure: true, pixels: 10);

    [Fact]
    public void Where_neither_neck_nor_face_is_seen_the_head_is_a_guess_that_says_so() =>
        AssertFound(new SampleFigure { HasLongHair = true, IsMasked = true }, sure: false, pixels: 24);

    [Fact]
    public void A_high_hat_is_not_part_of_the_head() => AssertFound(new SampleFigure { HasHat = true }, sure: true, pixels: 24);

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.5)]
    [InlineData(3.0)]
    public void The_size_of_the_picture_does_not_matter(double scale)
    {
        int size = (int)(512 * scale);
        HeadEstimate head = PictureDoctor.Examine(new SampleFigure().Draw().Placed(scale, 0, 0, size, size)).Head!;
        Assert.InRange(head.Box.Size / scale, 122, 134);
        Assert.InRange(head.Box.CenterX / scale, 252, 260);
    }

    private static void AssertFound(SampleFigure figure, bool sure, double pixels)
    {
        HeadEstimate head = PictureDoctor.Examine(figure.Draw()).Head!;
        Assert.Equal(sure, head.IsSure);
        Assert.InRange(head.Box.CenterX - PictureBox.Head.CenterX, -4, 4);
        Assert.InRange(head.Box.Top - PictureBox.Head.Top, -pixels, pixels);
        Assert.InRange(head.Box.Bottom - PictureBox.Head.Bottom, -pixels, pixels);
    }
}
