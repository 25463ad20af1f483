using System.Diagnostics;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Bunraku.Cli.Shell;
using Bunraku.Core.Files;
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

    /// <summary>As the desktop's own library reads the entry, from a folder whose name has a blank and a quotation mark.</summary>
    [Fact]
    public async Task Entry_for_desktops_starts_the_program_next_to_it_as_a_window()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such entries.");
        }

        Assert.SkipUnless(OperatingSystem.IsLinux() && ProgramFile.OnPath("gio") is not null, "gio is not installed.");
        DirectoryInfo parent = Directory.CreateTempSubdirectory("bunraku-");
        string folder = parent.CreateSubdirectory("My \"own\" puppets").FullName;
        string entry = Path.Combine(folder, "bunraku.desktop"), program = Path.Combine(folder, "bunraku"), seen = Path.Combine(parent.FullName, "seen");
        File.Copy(Path.Combine(SharedData.Repository, "packaging", "bunraku.desktop"), entry);
        File.WriteAllText(program, $"#!/bin/sh\necho \"$@\" > '{seen}.part'\nmv '{seen}.part' '{seen}'\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Assert.DoesNotMatch(new Regex("^Icon=", RegexOptions.Multiline), File.ReadAllText(entry)); // An icon must be installed to be found.

        using Process started = Process.Start("gio", ["launch", entry]);
        await started.WaitForExitAsync(TestContext.Current.CancellationToken);
        for (int wait = 0; wait < 500 && !File.Exists(seen); wait++)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.Equal("studio --window\n", File.ReadAllText(seen));
        parent.Delete(recursive: true);
    }
}
