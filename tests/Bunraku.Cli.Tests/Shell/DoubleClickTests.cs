using System.Diagnostics;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Bunraku.Cli.Shell;
using Bunraku.TestSupport;

namespace Bunraku.Cli.Tests.Shell;

/// <summary>A start from a desktop opens a window; one in a terminal stays what it is.</summary>
public sealed class DoubleClickTests
{
    [Fact]
    public void Only_a_start_without_arguments_by_a_desktop_is_one()
    {
        Assert.False(DoubleClick.HasStarted([]));
        Environment.SetEnvironmentVariable(DoubleClick.Variable, "1");
        try
        {
            Assert.True(DoubleClick.HasStarted([]));
            Assert.False(DoubleClick.HasStarted(["studio"]));
            Assert.False(DoubleClick.HasStarted(["--version"]));
        }
        finally
        {
            Environment.SetEnvironmentVariable(DoubleClick.Variable, null);
        }
    }

    [Fact]
    public void Bundle_of_the_Mac_sets_the_variable()
    {
        XElement[] entries = [.. XDocument.Load(Path.Combine(SharedData.Repository, "packaging", "Info.plist")).Root!.Element("dict")!.Elements()];
        XElement environment = entries[Array.FindIndex(entries, entry => entry.Value == "LSEnvironment") + 1];

        Assert.Equal([DoubleClick.Variable, "1"], environment.Elements().Select(entry => entry.Value));
    }

    /// <summary>The line is read by the rules of the desktop entry specification, and the folder's name has blanks and quotation marks.</summary>
    [Fact]
    public async Task Entry_for_desktops_starts_the_program_next_to_it_as_a_window()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "It is for Linux.");
        DirectoryInfo parent = Directory.CreateTempSubdirectory("bunraku-");
        string folder = parent.CreateSubdirectory("My \"own\" puppets").FullName;
        string program = Path.Combine(folder, "bunraku");
        File.WriteAllText(program, "#!/bin/sh\necho \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        string entry = File.ReadAllText(Path.Combine(SharedData.Repository, "packaging", "bunraku.desktop"));
        string line = Regex.Match(entry, "^Exec=(.*)$", RegexOptions.Multiline).Groups[1].Value.Replace(@"\\", @"\", StringComparison.Ordinal);
        string[] words = [.. Regex.Matches(line, """ "(?<word>(?:[^"\\]|\\.)*)"|(?<word>\S+)""".TrimStart()).Select(word => Regex.Replace(word.Groups["word"].Value, @"\\(.)", "$1"))];
        Assert.Equal("%k", words[^1]);
        words[^1] = Path.Combine(folder, "bunraku.desktop");

        using Process started = Process.Start(new ProcessStartInfo(words[0], words[1..]) { RedirectStandardOutput = true, WorkingDirectory = parent.FullName })!;
        Assert.Equal("studio --window\n", await started.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
        parent.Delete(recursive: true);
    }
}
