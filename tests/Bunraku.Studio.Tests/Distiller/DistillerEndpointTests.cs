using System.IO.Compression;
using System.Net;
using Bunraku.Core.Characters;
using Bunraku.Studio.Features.Characters;
using Bunraku.Studio.Features.Distiller.Projects;
using Bunraku.Studio.Tests.Http;
using Bunraku.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace Bunraku.Studio.Tests.Distiller;

public sealed class DistillerEndpointTests(StudioServer studio) : IClassFixture<StudioServer>
{
    private readonly DistillerProjects _projects = studio.App.Services.GetRequiredService<DistillerProjects>();

    [Fact]
    public async Task Character_is_downloaded_as_one_zip_with_its_four_files()
    {
        DistillerProject project = WithCharacter("zipped");
        using HttpResponseMessage response = await studio.GetAsync($"/distiller/{project.Id}/character.zip");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("zipped.zip", response.Content.Headers.ContentDisposition!.FileName);
        using var zip = new ZipArchive(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        Assert.Equal(
            ["zipped/body_morpher.pt", "zipped/character.png", "zipped/character_model.yaml", "zipped/face_morpher.pt"],
            zip.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal));
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            using Stream stream = entry.Open();
            var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes, TestContext.Current.CancellationToken);
            Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(project.Run.CharacterModel, entry.Name), TestContext.Current.CancellationToken), bytes.ToArray());
        }
    }

    [Theory]
    [InlineData("/distiller/0123456789abcdef/character.zip")]
    [InlineData("/distiller/0123456789abcdef/picture.png")]
    [InlineData("/distiller/..%2f..%2fetc/character.zip")]
    [InlineData("/distiller/examples/..%2f..%2fx.png")]
    public async Task What_is_no_project_of_the_user_is_not_found(string path)
    {
        using HttpResponseMessage response = await studio.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Sample_pictures_are_those_of_the_run_and_nothing_else()
    {
        DistillerProject project = _projects.Create("samples");
        string folder = Directory.CreateDirectory(project.Run.SampleOutputs(Bunraku.Distillation.Runs.NetworkRun.Face)).FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, "sample_output_0000010000.png"), [1, 2, 3], TestContext.Current.CancellationToken);

        using HttpResponseMessage there = await studio.GetAsync($"/distiller/{project.Id}/samples/face_morpher/10000");
        Assert.Equal([1, 2, 3], await there.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        foreach (string path in (string[])["face_morpher/20000", "body_morpher/10000", "log/10000", "face_morpher/-1", "..%2fface_morpher/10000"])
        {
            using HttpResponseMessage absent = await studio.GetAsync($"/distiller/{project.Id}/samples/{path}");
            Assert.Equal(HttpStatusCode.NotFound, absent.StatusCode);
        }
    }

    [Fact]
    public async Task A_foreign_page_gets_nothing()
    {
        DistillerProject project = WithCharacter("guarded");
        using HttpRequestMessage request = studio.Request(HttpMethod.Get, $"/distiller/{project.Id}/character.zip");
        request.Headers.Add("Origin", "http://evil.example");
        using HttpResponseMessage response = await studio.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public void A_finished_character_is_copied_whole_and_can_be_replaced()
    {
        DistillerProject project = WithCharacter("finished");
        var finished = studio.App.Services.GetRequiredService<FinishedCharacters>();
        string folder = finished.Add(project.Run.CharacterModel, "Mika");
        Assert.Equal(Path.Combine(finished.Root, "Mika"), folder);
        File.WriteAllText(Path.Combine(folder, "old.txt"), "");

        Assert.Equal(folder, finished.Add(project.Run.CharacterModel, "Mika"));

        Assert.Equal(4, Directory.GetFileSystemEntries(folder).Length);
        Assert.Equal(CharacterModel.Load(project.Run.CharacterModel).ContentHash, CharacterModel.Load(folder).ContentHash);
        Assert.Contains(folder, finished.All());
        Assert.DoesNotContain(Directory.GetDirectories(finished.Root), other => Path.GetFileName(other).StartsWith("Mika.", StringComparison.Ordinal) || Path.GetFileName(other).StartsWith('.'));
    }

    [Fact]
    public void Replacing_a_character_leaves_those_whose_names_look_like_its_own()
    {
        DistillerProject project = WithCharacter("replaced");
        var finished = studio.App.Services.GetRequiredService<FinishedCharacters>();
        string[] others = [.. ((string[])["yuki.old", "yuki.new", "yuki.partial"]).Select(name => finished.Add(project.Run.CharacterModel, name))];
        File.WriteAllText(Path.Combine(others[0], "mine.txt"), "mine");

        finished.Add(project.Run.CharacterModel, "yuki");
        finished.Add(project.Run.CharacterModel, "Yuki");

        Assert.True(File.Exists(Path.Combine(others[0], "mine.txt")));
        Assert.All(others, other => Assert.Contains(other, finished.All()));
        Assert.Single(finished.All(), folder => Path.GetFileName(folder).Equals("yuki", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(Directory.GetDirectories(finished.Root), folder => Path.GetFileName(folder).StartsWith('.'));
    }

    private DistillerProject WithCharacter(string name)
    {
        DistillerProject project = _projects.Create(name);
        CharacterModel.Load(TestData.Koito).Save(project.Run.CharacterModel);
        return project;
    }
}
