using System.Runtime.InteropServices;

namespace Bunraku.Cli.Shell;

/// <summary>Tells a start by double-click from one in a terminal.</summary>
internal static partial class DoubleClick
{
    /// <summary>Set to 1 where a desktop starts the program: the Info.plist of the Mac's bundle does so.</summary>
    public const string Variable = "BUNRAKU_WINDOW";

    /// <summary>Whether a desktop has started the program. A start with arguments never counts.</summary>
    public static bool HasStarted(string[] args) => args is [] && (Environment.GetEnvironmentVariable(Variable) == "1" || IsAloneInConsole());

    /// <summary>Windows opens a new console for a program that is double-clicked; in a terminal the shell has the console too.</summary>
    private static bool IsAloneInConsole()
    {
        if (!OperatingSystem.IsWindows())
        {
            return false;
        }

        Span<uint> processes = stackalloc uint[2];
        return GetConsoleProcessList(processes, (uint)processes.Length) == 1;
    }

    [LibraryImport("kernel32.dll")]
    private static partial uint GetConsoleProcessList(Span<uint> processes, uint count);
}
