using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Bunraku.Core.Errors;
using Microsoft.Win32.SafeHandles;

namespace Bunraku.Cli.Shell;

/// <summary>Cuts this process off from the program that started it, so that neither the end of that program nor of its terminal ends it too.</summary>
internal static partial class DetachedProcess
{
    private const int OutputDescriptor = 1;
    private const int ErrorDescriptor = 2;
    private const int WholeGroup = 1;
    private const int Politeness = 10;

    /// <summary>
    /// Begins a session without a terminal, prints into a file from now on, and leaves the processor to whatever else wants it. What the file held is
    /// replaced.
    /// </summary>
    /// <param name="outputPath">The file.</param>
    /// <param name="console">Prints into it too.</param>
    /// <exception cref="BadInputException">The file cannot be written.</exception>
    public static void Begin(string outputPath, InvocationConfiguration console)
    {
        SafeFileHandle file = OpenOutput(outputPath);
        var writer = TextWriter.Synchronized(new GuardedWriter(new StreamWriter(new FileStream(file, FileAccess.Write, bufferSize: 0)) { AutoFlush = true }));
        (console.Output, console.Error) = (writer, writer);
        if (OperatingSystem.IsWindows())
        {
            // Its console was never shown, and a separate group was given to it at its start.
            using var self = Process.GetCurrentProcess();
            self.PriorityClass = ProcessPriorityClass.BelowNormal;
            return;
        }

        // The leader of a group cannot begin a session; then it is nobody's child in the foreground either.
        if (StartSession() >= 0)
        {
            LowerSession();
        }

        _ = SetPriority(WholeGroup, 0, Politeness);

        // What the runtime itself prints when it crashes goes there too, and nobody waits at the other end of an inherited pipe.
        _ = DuplicateTo(file, OutputDescriptor);
        _ = DuplicateTo(file, ErrorDescriptor);
    }

    /// <summary>On most desktops Linux shares the processor out between sessions first, and a priority counts only within one. So the session gets its own.</summary>
    private static void LowerSession()
    {
        try
        {
            File.WriteAllText("/proc/self/autogroup", Politeness.ToString(CultureInfo.InvariantCulture));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            // This kernel does not group by session, or this is no Linux: then the priority alone counts.
        }
    }

    private static SafeFileHandle OpenOutput(string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new BadInputException($"{path}: the output of the training cannot be kept there: {error.Message}", error);
        }
    }

    [LibraryImport("libc", EntryPoint = "setsid")]
    private static partial int StartSession();

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int DuplicateTo(SafeFileHandle file, int descriptor);

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, uint who, int priority);
}
