using Bunraku.Core.Files;

namespace Bunraku.Core.Tests.Files;

public sealed class ProgramFileTests
{
    [Fact]
    public void A_program_is_found_by_its_full_path()
    {
        string name = OperatingSystem.IsWindows() ? "cmd" : "sh";

        Assert.True(Path.IsPathFullyQualified(ProgramFile.OnPath(name)!));
    }

    [Fact]
    public void A_program_in_the_current_folder_is_not_found()
    {
        string name = $"bunraku-test-{Guid.NewGuid():N}";
        string here = Path.Combine(Environment.CurrentDirectory, OperatingSystem.IsWindows() ? name + ".exe" : name);
        File.WriteAllText(here, "#!/bin/sh\n");
        try
        {
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(here, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            }

            Assert.Null(ProgramFile.OnPath(name));
        }
        finally
        {
            File.Delete(here);
        }
    }
}
