using System.Diagnostics;
using Bunraku.Live.Tests.Fakes;
using Bunraku.Studio.Shell;

namespace Bunraku.Studio.Tests.Shell;

public sealed class BrowserTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Program_of_the_current_folder_is_never_run()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows opens addresses itself.");

        WriteOpener("");

        Assert.Null(Browser.Command("http://127.0.0.1:7860/", $":.:{Path.GetRelativePath(Environment.CurrentDirectory, _folder.Path)}"));
        Assert.NotNull(Browser.Command("http://127.0.0.1:7860/", _folder.Path));
    }

    [Fact]
    public async Task Browser_has_a_session_and_streams_of_its_own()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "It reads /proc.");
        string seen = Path.Combine(_folder.Path, "seen");
        WriteOpener($"streams=$(readlink /proc/$$/fd/0 /proc/$$/fd/1 /proc/$$/fd/2)\n{{ echo \"$1\"; echo \"$streams\"; cut -d' ' -f6 /proc/$$/stat; echo $$; }} > '{seen}.part'\nmv '{seen}.part' '{seen}'\n");

        using Process process = Process.Start(Browser.Command("http://127.0.0.1:7860/?a=1&b=$(x)", $"{_folder.Path}:{Environment.GetEnvironmentVariable("PATH")}")!)!;
        await Until.TrueAsync(() => File.Exists(seen), "the browser to start");

        string[] lines = File.ReadAllLines(seen);
        Assert.Equal("http://127.0.0.1:7860/?a=1&b=$(x)", lines[0]);
        Assert.All(lines[1..4], stream => Assert.Equal("/dev/null", stream));
        Assert.Equal(lines[5], lines[4]); // It leads its session.
    }

    /// <summary>Puts a program in the place of the one that opens addresses.</summary>
    private void WriteOpener(string script)
    {
        string opener = Path.Combine(_folder.Path, OperatingSystem.IsMacOS() ? "open" : "xdg-open");
        File.WriteAllText(opener, "#!/bin/sh\n" + script);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(opener, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }
}
