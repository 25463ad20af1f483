using Bunraku.Core.Clusters;
using Bunraku.Core.Errors;

namespace Bunraku.Mpi.Tests;

public sealed class MpiLibraryTests
{
    [Fact]
    public void A_missing_library_is_said_with_what_to_install()
    {
        string message = Assert.Throws<BadInputException>(() => MpiLibrary.Load(["libnothing.so.1", "libnothing.so"])).Message;

        Assert.Contains("The MPI library was not found (looked for libnothing.so.1, libnothing.so).", message, StringComparison.Ordinal);
        Assert.Contains("nstall", message, StringComparison.Ordinal);
        Assert.Contains("in one process", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_library_that_is_not_of_MPI_is_named()
    {
        string foreign = OperatingSystem.IsWindows() ? "kernel32.dll" : OperatingSystem.IsMacOS() ? "libSystem.dylib" : "libc.so.6";

        string message = Assert.Throws<BadInputException>(() => MpiLibrary.Load([foreign])).Message;

        Assert.Contains($"{foreign}: the MPI library has no function MPI_", message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_library_of_the_launcher_is_looked_for_first()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Equal(["msmpi.dll"], MpiLibrary.NamesFor(null));
            return;
        }

        string ofOpenMpi = MpiLibrary.NamesFor(new ClusterLauncher(SpeaksPmix: true, 2, null))[0], ofMpich = MpiLibrary.NamesFor(new ClusterLauncher(SpeaksPmix: false, 2, null))[0];
        Assert.Contains("40", ofOpenMpi, StringComparison.Ordinal);
        Assert.Contains("12", ofMpich, StringComparison.Ordinal);
    }
}
