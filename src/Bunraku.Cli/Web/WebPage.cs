using Bunraku.Core.Errors;
using Bunraku.Core.Plugins;

namespace Bunraku.Cli.Web;

/// <summary>The parts of an exported page that do not depend on a character: what the build of Bunraku.Web published, and Studio's scripts and player.</summary>
internal static class WebPage
{
    /// <summary>Names the folder of the published page; where it is set, it is looked for nowhere else.</summary>
    public const string Variable = "BUNRAKU_WEB";

    /// <summary>What a page takes of Studio's files, and what of them only a page with a webcam needs.</summary>
    private static readonly string[] OfStudio = ["img/bunraku.svg", "js/bench.js", "js/voice", "player"];
    private static readonly string[] OfStudioForWebcam = ["js/webcam", "vendor/tasks-vision", "licences/Apache-2.0.txt"];

    private static string StudioFolder => Path.Combine(AppContext.BaseDirectory, "wwwroot");

    /// <summary>Copies them into a folder.</summary>
    /// <exception cref="BadInputException">The page was not built, or MediaPipe's program is wanted and was not there when Studio was built.</exception>
    public static void CopyTo(string folder, bool hasWebcam)
    {
        string page = SeparateBuild.Folders(Variable, "web", configuration => Path.Combine("publish", "Bunraku.Web", configuration, "wwwroot"))
            .FirstOrDefault(candidate => File.Exists(Path.Combine(candidate, "index.html")))
            ?? throw new BadInputException("The page for browsers is not built. Start the command by ./bunraku (Windows: bunraku.cmd), which builds it.");
        Copy(page, folder);
        CopyOfStudio(OfStudio, folder, "This Bunraku is not complete: build it again");
        if (hasWebcam)
        {
            CopyOfStudio(OfStudioForWebcam, folder, "Bunraku was built without npm. Install Node.js with npm, delete the folder artifacts/front-end, and start again; or leave out --webcam");
        }
    }

    private static void CopyOfStudio(string[] parts, string folder, string remedy)
    {
        foreach (string part in parts)
        {
            string from = Path.Combine(StudioFolder, part);
            if (!Path.Exists(from))
            {
                throw new BadInputException($"{from} is missing. {remedy}.");
            }

            Copy(from, Path.Combine(folder, part));
        }
    }

    private static void Copy(string from, string to)
    {
        if (File.Exists(from))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(from, to);
            return;
        }

        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
        }
    }
}
