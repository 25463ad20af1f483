using System.Net;
using System.Text.RegularExpressions;
using Bunraku.Studio.Security;
using Bunraku.TestSupport;

namespace Bunraku.Studio.Tests.Http;

public sealed partial class ServedFilesTests(StudioServer studio) : IClassFixture<StudioServer>
{
    [Fact]
    public async Task Page_loads_nothing_from_elsewhere_and_everything_it_loads_is_there()
    {
        string page = await BodyAsync("/student-manual-poser");
        string[] files = [.. Reference().Matches(page).Select(match => match.Groups[1].Value)];

        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.DoesNotContain("//", file, StringComparison.Ordinal));
        foreach (string file in files)
        {
            using HttpResponseMessage response = await studio.GetAsync("/" + file);
            Assert.True(response.StatusCode == HttpStatusCode.OK, $"{file}: {response.StatusCode}");
        }
    }

    [Theory]
    [InlineData("/js/canvas.js", "text/javascript")]
    [InlineData("/js/page.js", "text/javascript")]
    [InlineData("/_framework/blazor.web.js", "text/javascript")]
    [InlineData("/_content/MudBlazor/MudBlazor.min.css", "text/css")]
    [InlineData("/licences/MudBlazor.txt", "text/plain")]
    [InlineData("/licences/NOTICE.txt", "text/plain")]
    [InlineData("/licences/Apache-2.0.txt", "text/plain")]
    public async Task File_of_the_pages_is_served_with_its_type(string path, string type)
    {
        using HttpResponseMessage response = await studio.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("/vendor/tasks-vision/vision_bundle.mjs", "text/javascript")]
    [InlineData("/vendor/tasks-vision/wasm/vision_wasm_module_internal.js", "text/javascript")]
    [InlineData("/vendor/tasks-vision/wasm/vision_wasm_module_internal.wasm", "application/wasm")]
    public async Task File_of_the_face_detection_is_served_with_its_type(string path, string type)
    {
        RequiredProgram.Find("npm");

        await File_of_the_pages_is_served_with_its_type(path, type);
    }

    [Theory]
    [InlineData("/student-manual-poser")]
    [InlineData("/css/studio.css")]
    [InlineData("/no-such-page")]
    public async Task Every_answer_carries_the_content_security_policy(string path)
    {
        using HttpResponseMessage response = await studio.GetAsync(path);

        Assert.Equal(SecurityHeaders.ContentSecurityPolicy, Assert.Single(response.Headers.GetValues("Content-Security-Policy")));
        Assert.DoesNotContain("unsafe-eval'", SecurityHeaders.ContentSecurityPolicy.Replace("'wasm-unsafe-eval'", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/../Bunraku.Studio.dll")]
    [InlineData("/css/../../Bunraku.Studio.dll")]
    [InlineData("/css/..%2f..%2fBunraku.Studio.dll")]
    [InlineData("/css/%2e%2e/%2e%2e/Bunraku.Studio.dll")]
    [InlineData("/..%5cBunraku.Studio.dll")]
    [InlineData("/%2fetc%2fpasswd")]
    [InlineData("/characters/..%2f..%2f..%2fetc%2fpasswd/picture")]
    [InlineData("/stages/..%2f..%2fetc/picture.png?style=Transparent")]
    public async Task Path_that_leaves_the_web_root_finds_nothing(string path)
    {
        using HttpResponseMessage response = await studio.GetAsync(path);

        Assert.Contains(response.StatusCode, new[] { HttpStatusCode.NotFound, HttpStatusCode.BadRequest });
    }

    [Theory]
    [InlineData("/overlay")]
    [InlineData("/overlay/file")]
    [InlineData("/bench.html")]
    [InlineData("/no-such-page")]
    public async Task Page_without_Blazor_is_in_the_language_of_its_reader(string path)
    {
        using HttpRequestMessage request = studio.Request(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/html");
        request.Headers.AcceptLanguage.ParseAdd("ko-KR, en;q=0.5");
        using HttpResponseMessage response = await studio.Client.SendAsync(request, TestContext.Current.CancellationToken);
        string page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Contains("<html lang=\"ko\">", page, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", page, StringComparison.Ordinal);
    }

    private async Task<string> BodyAsync(string path)
    {
        using HttpResponseMessage response = await studio.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("""(?:src|href)="([^"]+\.[a-z]+)["]""")]
    private static partial Regex Reference();
}
