using System.Diagnostics.CodeAnalysis;

namespace Bunraku.TestSupport;

/// <summary>
/// What this run of the tests must find: BUNRAKU_REQUIRE names it, separated by commas. The names are <c>shared</c>, <c>chromium</c>,
/// <c>npm</c>, <c>ffmpeg</c>, <c>mpi</c>, <c>torch</c> and <c>wine</c>. What it does not name may be absent.
/// </summary>
public static class Requirement
{
    private static readonly string[] Known = ["shared", "chromium", "npm", "ffmpeg", "mpi", "torch", "wine"];

    /// <summary>Returns whether BUNRAKU_REQUIRE names this.</summary>
    /// <exception cref="ArgumentException">BUNRAKU_REQUIRE has a name that no test knows.</exception>
    public static bool IsNamed(string name)
    {
        string[] named = (Environment.GetEnvironmentVariable("BUNRAKU_REQUIRE") ?? "")
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return named.Except(Known).FirstOrDefault() is { } unknown
            ? throw new ArgumentException($"BUNRAKU_REQUIRE names \"{unknown}\". Use {string.Join(", ", Known)}.")
            : named.Contains(name);
    }

    /// <summary>Ends the running test because something is absent: it fails if BUNRAKU_REQUIRE names it, else it is skipped.</summary>
    /// <param name="name">The name in BUNRAKU_REQUIRE.</param>
    /// <param name="message">What is absent, and what brings it.</param>
    [DoesNotReturn]
    public static void IsMissing(string name, string message)
    {
        if (IsNamed(name))
        {
            Xunit.Assert.Fail($"{message} BUNRAKU_REQUIRE names {name}, so the test fails.");
        }

        Xunit.Assert.Skip(message);
    }
}
