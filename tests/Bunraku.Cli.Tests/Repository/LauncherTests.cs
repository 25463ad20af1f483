using System.Diagnostics;
using Bunraku.TestSupport;

namespace Bunraku.Cli.Tests.Repository;

/// <summary>
/// The launcher in a made-up repository with a made-up <c>dotnet</c>, which writes down how it was called and "builds" by making the
/// file that the launcher starts. The Windows launcher has no test.
/// </summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Interoperability", "CA1416", Justification = "Every test begins by leaving on Windows.")]
public sealed class LauncherTests : IDisposable
{
    private const string FakeDotnet = """
        #!/bin/sh
        here=$(dirname "$0")
        case $1 in
            --version) test -f "$here/unfit" && { cat "$here/unfit"; exit 155; }; echo 10.0.100 ;;
            build)
                line="build ${2##*/}"
                for option; do case $option in -p:Torch=*) line="$line $option" ;; esac; done
                printf '%s\n' "$line" >>"$here/calls"
                printf '%s\n' "$@" >"$here/options"
                env >"$here/variables"
                test -f "$here/fail" && { cat "$here/fail"; exit 1; }
                case $2 in
                    *Benchmarks*) out=Bunraku.Benchmarks/release/bunraku-bench.dll ;;
                    *Torch*)
                        test -f "$here/fail-torch" && exit 1
                        out=Bunraku.Torch/release/Bunraku.Torch.dll ;;
                    *) out=Bunraku.Cli/release/bunraku.dll ;;
                esac
                mkdir -p "$(dirname "$here/../artifacts/bin/$out")" && : >"$here/../artifacts/bin/$out" ;;
            *) printf '%s' "$MALLOC_ARENA_MAX" >"$here/arenas"; { for n in 0 1 2; do test ! -e /proc/$$/fd/$n || printf '%s' $n >&9; done; } 9>"$here/open" ; for argument; do printf '<%s>' "${argument##*/}"; done; echo " in $(basename "$PWD")" ;;
        esac
        """;

    private readonly WorkFolder _folder = new();

    public LauncherTests()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("The launcher for Windows is bunraku.cmd.");
        }

        foreach (string folder in (string[])["tools", "launcher", "src/Bunraku.Cli", "bench/Bunraku.Benchmarks"])
        {
            Directory.CreateDirectory(_folder[folder]);
        }

        foreach (string file in (string[])["bunraku", "launcher/sdk.sh"])
        {
            File.Copy(Path.Combine(SharedData.Repository, file), _folder[file]);
        }

        foreach (string file in (string[])["Directory.Build.props", "Directory.Packages.props", "global.json", "src/Bunraku.Cli/Program.cs", "bench/Bunraku.Benchmarks/Program.cs"])
        {
            _folder.Write(file, "");
        }

        File.SetUnixFileMode(_folder.Write("tools/dotnet", FakeDotnet), UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_first_start_builds_and_later_ones_do_not()
    {
        (string first, string said) = Start("info", "a b");
        (string second, string saidLater) = Start("info", "a b");

        Assert.Equal("<bunraku.dll><info><a b> in tools\n", first);
        Assert.Equal(first, second);
        Assert.Contains("first start", said, StringComparison.Ordinal);
        Assert.Empty(saidLater);
        Assert.Equal(["build Bunraku.Cli.csproj"], Calls());
    }

    [Theory]
    [InlineData("src/Bunraku.Cli/Program.cs")]
    [InlineData("Directory.Packages.props")]
    [InlineData("src/Bunraku.Cli/New.cs")]
    public void A_changed_or_new_source_builds_again(string file)
    {
        Start();
        _folder.Write(file, "changed");

        Start();

        Assert.Equal(2, Calls().Length);
    }

    [Fact]
    public void A_changed_source_with_an_old_stamp_builds_again_and_gets_a_new_stamp()
    {
        Start();
        string source = _folder.Write("src/Bunraku.Cli/Program.cs", "changed");
        File.SetLastWriteTimeUtc(source, new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        Start();

        Assert.Equal(2, Calls().Length);
        Assert.True(File.GetLastWriteTimeUtc(source).Year > 2001, "MSBuild would take the old program for up to date.");
    }

    [Theory]
    [InlineData("src/Bunraku.Cli/Program.cs", 1)]
    [InlineData("src/Bunraku.Cli/Program.cs", -1)]
    [InlineData("artifacts/launcher/Bunraku.Cli.built", 1)]
    [InlineData("artifacts/launcher/Bunraku.Cli.built", -1)]
    public void A_stamp_alone_builds_nothing(string file, int days)
    {
        Start();
        File.SetLastWriteTimeUtc(_folder[file], DateTime.UtcNow.AddDays(days));

        Start();
        Start();

        Assert.Single(Calls());
    }

    [Fact]
    public void A_changed_source_builds_again_when_the_last_build_has_a_stamp_of_tomorrow()
    {
        Start();
        File.SetLastWriteTimeUtc(_folder["artifacts/launcher/Bunraku.Cli.built"], DateTime.UtcNow.AddDays(1));
        File.SetLastWriteTimeUtc(_folder["artifacts/bin/Bunraku.Cli/release/bunraku.dll"], DateTime.UtcNow.AddDays(1));
        _folder.Write("src/Bunraku.Cli/Program.cs", "changed");

        Start();

        Assert.Equal(2, Calls().Length);
        Assert.True(File.GetLastWriteTimeUtc(_folder["artifacts/bin/Bunraku.Cli/release/bunraku.dll"]) < DateTime.UtcNow.AddHours(1));
    }

    [Fact]
    public void A_build_sees_no_variable_that_MSBuild_would_take_as_a_property()
    {
        string[] hostile = ["Platform", "RuntimeIdentifier", "Configuration", "OutputPath", "OutDir", "BaseOutputPath", "TargetName", "Version", "ArtifactsPivots", "Anything_else"];
        using Process process = Launch(_folder["bunraku"], ["info"], more: hostile);
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        Assert.Equal(0, process.ExitCode);
        string[] seen = [.. File.ReadLines(_folder["tools/variables"]).Select(line => line.Split('=')[0])];
        Assert.Contains("PATH", seen);
        Assert.Empty(seen.Intersect(hostile, StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public void A_warning_does_not_stop_a_users_build()
    {
        Start();

        Assert.Contains("-p:TreatWarningsAsErrors=false", File.ReadAllLines(_folder["tools/options"]));
    }

    [Theory]
    [InlineData("global.json: '}' expected at line 3\n   at System.Text.Json.Reader()", "'}' expected at line 3")]
    [InlineData("System.UnauthorizedAccessException: Access to the path '/.dotnet' is denied.", "Access to the path '/.dotnet' is denied")]
    public void What_dotnet_says_is_shown(string words, string expected)
    {
        _folder.Write("tools/unfit", words);

        (_, string error) = Start(1, "info");

        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("is not installed", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_build_without_error_lines_shows_the_end_of_its_output()
    {
        _folder.Write("tools/fail", "no space left on device");

        (_, string error) = Start(expectedCode: 1);

        Assert.Contains("no space left on device", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Bench_is_handed_to_its_own_program()
    {
        (string output, _) = Start("bench", "--help");

        Assert.Equal("<bunraku-bench.dll><--help> in tools\n", output);
        Assert.Equal(["build Bunraku.Benchmarks.csproj"], Calls());
    }

    [Theory]
    [InlineData("teacher-pose", "picture.png")]
    [InlineData("full-manual-poser")]
    [InlineData("distiller", "config.yaml", "--backend", "torch")]
    [InlineData("distiller", "config.yaml", "--teacher=tha4")]
    [InlineData("distiller", "config.yaml", "--teacher", "tha3-standard")]
    [InlineData("teacher-pose", "tha3-separable.png", "--family", "tha3-standard")]
    public void The_plug_in_for_libtorch_is_built_for_a_command_that_wants_it(params string[] arguments)
    {
        (_, string said) = Start(arguments);

        Assert.Contains("fetching it, about 130 MB", said, StringComparison.Ordinal);
        Assert.Equal(["build Bunraku.Torch.csproj -p:Torch=cpu", "build Bunraku.Cli.csproj"], Calls());
    }

    [Theory]
    [InlineData("--teacher")]
    [InlineData("--training")]
    [InlineData("--distill")]
    public void The_plug_in_for_libtorch_is_built_for_a_bench_that_wants_it(string measured)
    {
        Start("bench", measured);

        Assert.Equal(["build Bunraku.Torch.csproj -p:Torch=cpu", "build Bunraku.Benchmarks.csproj"], Calls());
    }

    [Theory]
    [InlineData]
    [InlineData("pose", "teacher-pose")]
    [InlineData("info", "--machine")]
    [InlineData("distiller", "config.yaml", "--backend", "simd")]
    [InlineData("distiller", "config.yaml", "--teacher", "tha3-separable")]
    [InlineData("teacher-pose", "picture.png", "--family=tha3-separable")]
    [InlineData("full-manual-poser", "--family", "tha3-separable")]
    public void The_plug_in_for_libtorch_is_not_built_for_another_command(params string[] arguments)
    {
        Start(arguments);

        Assert.Equal(["build Bunraku.Cli.csproj"], Calls());
    }

    [Theory]
    [InlineData("studio")]
    [InlineData("info", "--machine")]
    [InlineData("models", "check")]
    public void A_plug_in_that_was_built_is_kept_up_to_date_for_what_may_want_it(params string[] arguments)
    {
        Start("build-torch");
        _folder.Write("src/Bunraku.Cli/Program.cs", "changed");

        Start(arguments);

        Assert.Equal(["build Bunraku.Torch.csproj -p:Torch=cpu", "build Bunraku.Torch.csproj -p:Torch=cpu", "build Bunraku.Cli.csproj"], Calls());
    }

    [Fact]
    public void A_choice_of_libtorch_is_remembered()
    {
        Start("build-torch");
        Start("build-torch", "cuda");
        Start("teacher-pose");

        Assert.Equal(["build Bunraku.Torch.csproj -p:Torch=cpu", "build Bunraku.Torch.csproj -p:Torch=cuda", "build Bunraku.Cli.csproj"], Calls());
    }

    [Fact]
    public void An_unknown_libtorch_is_refused()
    {
        (_, string error) = Start(2, "build-torch", "rocm");

        Assert.Contains("cpu (every computer) or cuda", error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["tools/calls"]));
    }

    [Fact]
    public void Without_libtorch_the_command_starts_all_the_same_and_says_so_itself()
    {
        _folder.Write("tools/fail-torch", "");

        (string output, string error) = Start("teacher-pose", "picture.png");

        Assert.Equal("<bunraku.dll><teacher-pose><picture.png> in tools\n", output);
        Assert.Contains("continuing without libtorch", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_build_shows_its_errors_and_is_tried_again()
    {
        _folder.Write("tools/fail", "Program.cs(1,1): error CS0103: made up\nmany more lines");
        (string output, string error) = Start(expectedCode: 1);
        File.Delete(_folder["tools/fail"]);
        Start();

        Assert.Empty(output);
        Assert.Contains("error CS0103: made up", error, StringComparison.Ordinal);
        Assert.Equal(2, Calls().Length);
    }

    [Fact]
    public void Starts_at_the_same_time_build_once()
    {
        Process[] starts = [.. Enumerable.Range(0, 4).Select(_ => Launch(_folder["bunraku"], []))];
        foreach (Process start in starts)
        {
            start.StandardOutput.ReadToEnd();
            start.WaitForExit();
            Assert.Equal(0, start.ExitCode);
            start.Dispose();
        }

        Assert.Single(Calls());
    }

    [Fact]
    public void A_link_to_the_launcher_works_from_anywhere()
    {
        File.CreateSymbolicLink(_folder["tools/my bunraku"], "../bunraku");

        using Process process = Launch(_folder["tools/my bunraku"], ["info"]);

        Assert.Equal("<bunraku.dll><info> in tools\n", process.StandardOutput.ReadToEnd());
    }

    [Theory]
    [InlineData(null, "1")]
    [InlineData("3", "3")]
    public void The_program_shares_one_arena_of_memory_unless_the_user_wants_more(string? wanted, string expected)
    {
        using Process process = Launch(_folder["bunraku"], ["info"], wanted);
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        Assert.Equal(expected, File.ReadAllText(_folder["tools/arenas"]));
    }

    [Fact]
    public void A_closed_standard_stream_is_given_to_no_file_of_the_program()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("The fake dotnet looks at its streams in /proc.");
        }

        Start("info"); // The build comes first.
        _folder.Write("closed", $"""exec "{_folder["bunraku"]}" info <&- >&- 2>&-""");
        using Process process = Launch("/bin/sh", [_folder["closed"]]);
        process.WaitForExit();

        Assert.Equal("012", File.ReadAllText(_folder["tools/open"]));
    }

    private (string Output, string Error) Start(params string[] args) => Start(0, args);

    private (string Output, string Error) Start(int expectedCode, params string[] args)
    {
        using Process process = Launch(_folder["bunraku"], args);
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(expectedCode, process.ExitCode);
        return (output, error.GetAwaiter().GetResult());
    }

    private Process Launch(string launcher, string[] args, string? arenas = null, string[]? more = null)
    {
        var start = new ProcessStartInfo(launcher, args)
        {
            WorkingDirectory = _folder["tools"],
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = $"{_folder["tools"]}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["MALLOC_ARENA_MAX"] = arenas;
        foreach (string variable in more ?? [])
        {
            start.Environment[variable] = "hostile";
        }

        return Process.Start(start)!;
    }

    private string[] Calls() => File.ReadAllLines(_folder["tools/calls"]);
}
