using System.Net;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Live.Frames;
using Bunraku.Live.Stages;
using Bunraku.Live.Tests.Fakes;
using Bunraku.Studio.Features.Stages;
using Microsoft.Extensions.DependencyInjection;

namespace Bunraku.Studio.Tests.Http;

public sealed class SavedPictureTests(StudioServer studio) : IClassFixture<StudioServer>
{
    private static readonly BackgroundChoice Green = new("#00ff00");

    [Fact]
    public async Task Picture_is_saved_with_straight_alpha_under_the_characters_name()
    {
        using HttpResponseMessage response = await studio.GetAsync(StageWithHalfTransparentWhite().PictureAddress(PictureStyle.Transparent, Green));

        Assert.Equal("mika.png", response.Content.Headers.ContentDisposition?.FileNameStar);
        Assert.Equal([255, 255, 255, 128], await FirstPixelAsync(response));
    }

    [Fact]
    public async Task Picture_is_saved_on_its_background()
    {
        using HttpResponseMessage response = await studio.GetAsync(StageWithHalfTransparentWhite().PictureAddress(PictureStyle.WithBackground, Green));

        byte[] pixel = await FirstPixelAsync(response);
        Assert.Equal((255, 255), (pixel[1], pixel[3]));
        Assert.InRange(pixel[0], 180, 195); // Half the light of white.
    }

    [Fact]
    public async Task Picture_is_saved_with_the_dark_edges_of_the_original_on_request()
    {
        using HttpResponseMessage response = await studio.GetAsync(StageWithHalfTransparentWhite().PictureAddress(PictureStyle.AsOriginal, BackgroundChoice.Transparent));

        byte[] pixel = await FirstPixelAsync(response);
        Assert.InRange(pixel[0], 180, 195);
        Assert.Equal(128, pixel[3]);
    }

    [Theory]
    [InlineData("red")]
    [InlineData("#12")]
    [InlineData("")]
    public async Task Background_that_is_no_colour_leaves_the_picture_transparent(string background)
    {
        using HttpResponseMessage response = await studio.GetAsync(StageWithHalfTransparentWhite().PictureAddress(PictureStyle.WithBackground, new BackgroundChoice(background)));

        Assert.Equal(128, (await FirstPixelAsync(response))[3]);
    }

    [Fact]
    public async Task There_is_no_picture_of_an_unknown_or_empty_stage()
    {
        Stage empty = studio.App.Services.GetRequiredService<OpenStages>().Open();

        foreach (string address in new[] { empty.PictureAddress(PictureStyle.Transparent, Green), "/stages/unknown/picture.png?style=Transparent" })
        {
            using HttpResponseMessage response = await studio.GetAsync(address);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    private LiveStage StageWithHalfTransparentWhite()
    {
        LiveStage stage = studio.App.Services.GetRequiredService<OpenStages>().Open();
        stage.Show(TestCharacter.Actor(new PoserFake()));
        stage.Pose = Pose.Rest.With("head_x", 128 / 255f);
        return stage;
    }

    private static async Task<byte[]> FirstPixelAsync(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        StraightImage image = PngFile.Decode(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken), "the answer");
        Assert.Equal((512, 512), (image.Width, image.Height));
        return image.Pixels[..4];
    }
}
