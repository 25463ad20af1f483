using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Siren;

namespace Bunraku.Benchmarks;

/// <summary>
/// The time from the start of a process to its first frame, taken from outside: this program starts itself again, and the clock
/// runs from just before the start until the child says that it has rendered.
/// </summary>
internal static class FirstFrame
{
    /// <summary>The first argument that makes this program such a child.</summary>
    public const string Switch = "--first-frame";

    private const string Rendered = "rendered";

    /// <summary>The median of several fresh processes, in milliseconds.</summary>
    public static double MeasureMs(BenchSettings settings)
    {
        var times = new Samples();
        for (int run = 0; run < BenchSettings.LeastRounds(settings.Duration, usual: 5); run++)
        {
            times.Add(MeasureOnceMs(settings));
        }

        return times.Median;
    }

    /// <summary>The child: loads, renders one dense frame, says so.</summary>
    /// <param name="arguments">The character, the threads and the SIMD width (empty for the widest).</param>
    public static int RunChild(string[] arguments)
    {
        try
        {
            var options = new StudentPoserOptions
            {
                Threads = int.Parse(arguments[1], CultureInfo.InvariantCulture),
                Simd = arguments[2].Length == 0 ? null : SimdNames.Parse(arguments[2]),
            };
            using var poser = new StudentPoser(CharacterModel.Load(arguments[0], new CharacterLoadOptions { AllowFilesOutsideFolder = true }), options);
            poser.Render(Pose.Default, new PosedFrame());
            Console.WriteLine(Rendered);
            return ExitCode.Ok;
        }
        catch (BadInputException error)
        {
            Console.Error.WriteLine(error.Message);
            return ExitCode.BadInput;
        }
    }

    private static double MeasureOnceMs(BenchSettings settings)
    {
        // The runtime that runs this process, wherever it is installed: <root>/shared/Microsoft.NETCore.App/<version>/.
        string dotnet = Path.GetFullPath("../../../dotnet", RuntimeEnvironment.GetRuntimeDirectory());
        string[] arguments =
        [
            typeof(FirstFrame).Assembly.Location,
            Switch,
            settings.CharacterPath,
            settings.Threads.ToString(CultureInfo.InvariantCulture),
            settings.Simd is { } width ? SimdNames.Of(width) : "",
        ];
        long start = Stopwatch.GetTimestamp();
        using Process child = Process.Start(new ProcessStartInfo(dotnet, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        string? line = child.StandardOutput.ReadLine();
        double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        string errors = child.StandardError.ReadToEnd();
        child.WaitForExit();
        return line == Rendered
            ? milliseconds
            : throw new InvalidOperationException($"A fresh process could not render its first frame: {errors.Trim()}");
    }
}
