using System.IO.Compression;
using System.Text;
using Bunraku.Studio.Features.Characters;
using Bunraku.Studio.Features.Distiller.Settings;
using Bunraku.Studio.Features.Stages;
using Bunraku.Studio.Features.Trackers;
using Bunraku.Studio.Shell;
using Bunraku.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bunraku.Studio.Tests;

/// <summary>Every reader of Studio takes or refuses whatever it is given, and says so in one safe line.</summary>
[Trait("Category", "Slow")]
public sealed class ReaderFuzzTests : IDisposable
{
    private const string Settings = """
        { "theme": "dark", "background": { "color": "#00ff00" }, "recentCharacters": ["/a", "/b"], "phone": { "address": "192.168.0.7" }, "ofALaterVersion": { "a": [1] } }
        """;

    private readonly MutatedFile _file = new("studio.json");

    public void Dispose() => _file.Dispose();

    [Fact]
    public void Any_settings_are_read_and_kept() => MutatedReader.OfText(Settings, _file.Reader(path =>
    {
        using var settings = new SettingsFile(new StudioOptions { ConfigurationFolder = _file.Folder }, NullLogger<SettingsFile>.Instance);
        Assert.NotNull(settings.Get<ThemeSettings>());
        Assert.DoesNotContain(null!, settings.Get<CharacterSettings>().RecentCharacters);
        Assert.NotNull(settings.Get<StageSettings>().Background);
        Assert.NotNull(settings.Get<TrackerSettings>().Phone);
    })).Run(4_000);

    [Fact]
    public void Any_draft_is_read() =>
        MutatedReader.OfText("""{ "teacher": "tha4", "batch_size": "8" }""", _file.Reader(path => Assert.DoesNotContain(null!, DraftFile.Read(path).Values))).Run(4_000);

    [Fact]
    public void Any_upload_is_taken_or_refused()
    {
        var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
        {
            foreach (string name in new[] { "a/character_model.yaml", "a/character.png", "a/face_morpher.pt", "a/body_morpher.pt" })
            {
                using Stream entry = zip.CreateEntry(name).Open();
                entry.Write("Some bytes, some bytes, some bytes."u8);
            }
        }

        int refused = new MutatedReader(packed.ToArray(), bytes => CharacterUpload.Unpack("mika.zip", bytes)).Run(4_000);

        Assert.True(refused > 0, "No mutant was refused.");
    }
}
