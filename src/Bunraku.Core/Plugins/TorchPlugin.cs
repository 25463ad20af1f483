using System.Reflection;
using Bunraku.Core.Errors;

namespace Bunraku.Core.Plugins;

/// <summary>
/// The optional part of Bunraku that needs libtorch. Half a gigabyte must not be the price of moving a character, so no program refers to it: it
/// is built into a separate folder and loaded from there when something first needs it.
/// </summary>
public static class TorchPlugin
{
    /// <summary>Names the plug-in's folder; where it is set, it is looked for nowhere else.</summary>
    public const string Variable = "BUNRAKU_TORCH";

    /// <summary>How much a build downloads, as a user reads it.</summary>
    public const string DownloadSize = "130 MB";

    /// <summary>The same in bytes, for processors.</summary>
    public const long DownloadBytes = 131_000_000;

    /// <summary>How much room it then takes.</summary>
    public const string DiskSize = "500 MB";

    private const string AssemblyName = "Bunraku.Torch";

    private static readonly Lock Loading = new();
    private static Assembly? _assembly;

    /// <summary>The plug-in's folder, or null where it is not built.</summary>
    public static string? Folder => SeparateBuild.Folders(Variable, "torch", configuration => Path.Combine("bin", AssemblyName, configuration))
        .FirstOrDefault(folder => File.Exists(AssemblyIn(folder)));

    /// <summary>Whether the plug-in is built; whether libtorch can be loaded here shows only when it is.</summary>
    public static bool IsBuilt => Folder is not null;

    /// <summary>
    /// Makes what the plug-in offers under an interface, such as <see cref="Teachers.ITeacherLoader"/>. Loads the plug-in where that has not been done; a
    /// plug-in that was missing is looked for again with every call.
    /// </summary>
    /// <exception cref="BadInputException">The plug-in is not built, is built from other sources, or cannot be loaded.</exception>
    public static T Create<T>()
        where T : class
    {
        Assembly assembly = Load();
        try
        {
            Type type = assembly.GetExportedTypes().FirstOrDefault(type => type.IsClass && !type.IsAbstract && type.IsAssignableTo(typeof(T)))
                ?? throw new BadInputException($"The plug-in for libtorch in {Folder} does not offer {typeof(T).Name}: it is older than this program. To build it again: ./bunraku build-torch");
            return (T)Activator.CreateInstance(type)!;
        }
        catch (Exception error) when (error is not BadInputException)
        {
            throw CannotLoad(error);
        }
    }

    private static Assembly Load()
    {
        lock (Loading)
        {
            if (_assembly is not null)
            {
                return _assembly;
            }

            string folder = Folder ?? throw new BadInputException(
                $"The teacher needs libtorch, which is optional because of its size. To build it, in a clone of Bunraku: ./bunraku build-torch (downloads about {DownloadSize}, {DiskSize} on the disk)");
            try
            {
                return _assembly = new PluginLoadContext(AssemblyIn(folder)).LoadFromAssemblyPath(AssemblyIn(folder));
            }
            catch (Exception error)
            {
                throw CannotLoad(error);
            }
        }
    }

    private static BadInputException CannotLoad(Exception error) =>
        new($"The plug-in for libtorch in {Folder} cannot be loaded: {error.Message} Everything else works without it. To build it again: ./bunraku build-torch", error);

    private static string AssemblyIn(string folder) => Path.Combine(folder, AssemblyName + ".dll");
}
