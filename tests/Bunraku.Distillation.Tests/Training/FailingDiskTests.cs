using System.Diagnostics;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;
using Bunraku.Distillation.Runs;
using Bunraku.Distillation.Tests.Fakes;

namespace Bunraku.Distillation.Tests.Training;

public sealed class FailingDiskTests
{
    [Fact]
    public void A_state_that_cannot_be_written_ends_the_run_and_the_one_before_stays()
    {
        using var run = new TestRun();
        run.Train("4");

        // Neither a file nor a folder can be made where a file already is.
        File.WriteAllText(run["run", "face_morpher", ".bunraku-swap"], "in the way");

        var failure = Assert.Throws<BadInputException>(() => run.Train());

        Assert.Contains("the state of the training cannot be written", failure.Message, StringComparison.Ordinal);
        Assert.Equal(RunState.Failed, RunStatus.Read(run.Folder)!.State);
        Assert.Equal(8, run.State(NetworkRun.Face).ExamplesSeen);
        File.Delete(run["run", "face_morpher", ".bunraku-swap"]);
        Assert.Equal(RunState.Finished, run.Train());
    }

    [Fact]
    public void A_full_disk_is_told_from_other_failures_also_as_the_cause_of_one()
    {
        int code = OperatingSystem.IsWindows() ? unchecked((int)0x80070070) : 28;
        var full = new IOException("full", code);

        Assert.True(DiskSpace.IsUsedUp(full));
        Assert.True(DiskSpace.IsUsedUp(new BadInputException("x", full)));
        Assert.False(DiskSpace.IsUsedUp(new IOException("other", OperatingSystem.IsWindows() ? unchecked((int)0x80070020) : 13)));
        Assert.False(DiskSpace.IsUsedUp(null));
    }

    [Fact]
    public void On_a_disk_that_runs_full_the_latest_snapshot_stays_and_the_run_goes_on_when_there_is_space()
    {
        if (OperatingSystem.IsLinux() && !Environment.IsPrivilegedProcess)
        {
            TinyDisk.RunAsRootOfItsOwnNames(nameof(On_a_disk_that_runs_full_the_latest_snapshot_stays_and_the_run_goes_on_when_there_is_space));
            return;
        }

        using var run = new TestRun();
        using TinyDisk disk = TinyDisk.Mount(run["run"], "9m");
        string ballast = run["run", "ballast"];
        run.Train("4");
        File.WriteAllBytes(ballast, new byte[disk.FreeBytes - 500_000]);

        var failure = Assert.Throws<BadInputException>(() => run.Train());

        Assert.True(DiskSpace.IsUsedUp(failure), failure.ToString());
        Assert.Equal(RunState.DiskFull, RunStatus.Read(run.Folder)!.State);
        Assert.Equal(4, run.State(NetworkRun.Face).ExamplesSeen);
        File.Delete(ballast);
        Assert.Equal(RunState.Stopped, run.Train("4"));
        Assert.Equal(8, run.State(NetworkRun.Face).ExamplesSeen);
    }

    /// <summary>A file system of a few megabytes in memory.</summary>
    private sealed class TinyDisk : IDisposable
    {
        private readonly string _folder;

        private TinyDisk(string folder) => _folder = folder;

        public long FreeBytes => new DriveInfo(_folder).AvailableFreeSpace;

        /// <summary>Runs a test in a child process that may mount, because it is root in namespaces of its own.</summary>
        public static void RunAsRootOfItsOwnNames(string test)
        {
            string[] asRoot = ["--user", "--map-root-user", "--mount"];
            Assert.SkipUnless(Run("unshare", [.. asRoot, "mount", "-t", "tmpfs", "tmpfs", "/tmp"]), "This user may not mount a small disk: the system has no user namespaces.");
            Assert.True(Run("unshare", [.. asRoot, Environment.ProcessPath!, "-method", $"{typeof(FailingDiskTests).FullName}.{test}", "-noColor"]), "The test failed in its own process.");
        }

        public static TinyDisk Mount(string folder, string size)
        {
            Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux mounts a small disk in memory.");
            Assert.SkipUnless(Run("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", folder), "This root may not mount a small disk.");
            return new TinyDisk(folder);
        }

        public void Dispose() => Assert.True(Run("umount", _folder));

        private static bool Run(string program, params string[] arguments)
        {
            using Process process = Process.Start(program, arguments);
            process.WaitForExit();
            return process.ExitCode == 0;
        }
    }
}
