using System.Diagnostics;
using System.Reflection;
using Bunraku.Studio.Features.Distiller.Projects;

namespace Bunraku.Studio.Features.Distiller.Training;

/// <summary>How a training is started: as a separate process, the same program, which neither needs Studio nor ends with it.</summary>
internal static class TrainingProgram
{
    /// <summary>The command that trains a project.</summary>
    /// <param name="project">The project.</param>
    /// <param name="fresh">Start over; the existing run is kept.</param>
    public static ProcessStartInfo Command(DistillerProject project, bool fresh)
    {
        string program = Environment.ProcessPath ?? throw new InvalidOperationException("The path of this program is unknown.");
        var start = new ProcessStartInfo(program)
        {
            UseShellExecute = false,
            CreateNoWindow = true,

            // Otherwise it would hold on to Studio's terminal, or to a pipe whose reader then waits for the end of the training. It prints into a file.
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
        {
            start.ArgumentList.Add(Assembly.GetEntryAssembly()!.Location);
        }

        if (OperatingSystem.IsWindows())
        {
            start.CreateNewProcessGroup = true; // Ctrl+C in Studio's window is not meant for it.
        }

        string[] words = ["distiller", project.ConfigPath, "--detached", project.Run.Output, .. fresh ? ["--fresh"] : Array.Empty<string>()];
        foreach (string word in words)
        {
            start.ArgumentList.Add(word);
        }

        return start;
    }
}
