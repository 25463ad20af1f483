using System.Globalization;
using System.Reflection;
using Bunraku.Core.Errors;
using Bunraku.Core.Models;

namespace Bunraku.Core.Plugins;

/// <summary>
/// The optional part of Bunraku that needs libtorch. Half a gigabyte must not be the price of moving a character, so no program refers to it: it
/// is built into a separate folder and loaded from there when something first needs it.
/// </summary>
public static class TorchPlugin
{
    /// <summary>Names the plug-in's folder; where it is set, it is looked for nowhere else.</summary>
    public const string Variable = "BUNRAKU_TORCH";

    private const string AssemblyName = "Bunraku.Torch";

    private static readonly Lock Loading = new();
    private static Assembly? _assembly;

    /// <summary>The plug-in's folder, or null where it is not built.</summary>
    public static string? Folder => SeparateBuild.Folders(Variable, "torch", configuration => Path.Combine("bin", AssemblyName, configuration))
        .FirstOrDefault(folder => File.Exists(AssemblyIn(folder)));

    /// <summary>How much there is to download, as a user reads it.</summary>
    public static string DownloadSize { get; } = Megabytes(DownloadBytes);

    /// <summary>The same in bytes, for processors; where there is no package for this system, as on Linux.</summary>
    public static long DownloadBytes => TorchRuntime.Package?.Length ?? 128_000_000;

    /// <summary>How much room it then takes.</summary>
    public static string DiskSize { get; } = Megabytes(TorchRuntime.UnpackedBytes is > 0 and var bytes ? bytes : 500_000_000);

    /// <summary>Whether the plug-in came with the program, for which libtorch is fetched, and was not built here.</summary>
    public static bool IsShipped => Folder is { } folder && TorchRuntime.Package is not null && !TorchRuntime.HasLibraries(folder);

    /// <summary>Whether the plug-in is there with all that it needs; whether libtorch can be loaded here shows only when it is.</summary>
    public static bool IsBuilt => Folder is not null && (!IsShipped || TorchRuntime.OfUser.IsHere);

    /// <summary>The folder of libtorch's libraries, or one above it; null where they are not there.</summary>
    public static string? Libraries => !IsBuilt ? null : IsShipped ? TorchRuntime.OfUser.Path : Folder;

    /// <summary>How a user gets it, as one sentence.</summary>
    public static Phrase HowToGet => TorchRuntime.Package is null ? TorchRuntime.NoPackage : IsShipped
        ? Phrase.Of($"To get it: bunraku models fetch libtorch (downloads {DownloadSize}, {DiskSize} on the disk)")
        : Phrase.Of($"To build it, in a clone of Bunraku: ./bunraku build-torch (downloads {DownloadSize}, {DiskSize} on the disk)");

    /// <summary>How a user repairs what cannot be loaded, as one sentence.</summary>
    public static Phrase HowToRepair => TorchRuntime.Package is null ? TorchRuntime.NoPackage : IsShipped
        ? Phrase.Of($"To get it again, delete {TorchRuntime.OfUser.Path} and run: bunraku models fetch libtorch")
        : Phrase.Of("To build it again: ./bunraku build-torch");

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
                ?? throw new BadInputException($"The plug-in for libtorch in {Folder} does not offer {typeof(T).Name}: it is older than this program. {HowToRepair}");
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

            if (Folder is not { } folder || !IsBuilt)
            {
                throw new BadInputException($"The teacher needs libtorch, which is optional because of its size. {HowToGet}");
            }

            try
            {
                return _assembly = new PluginLoadContext(AssemblyIn(folder), Adopted(folder)).LoadFromAssemblyPath(AssemblyIn(folder));
            }
            catch (Exception error)
            {
                throw CannotLoad(error);
            }
        }
    }

    /// <summary>The folder of libtorch's libraries where that is not the plug-in's, made complete.</summary>
    private static string? Adopted(string folder)
    {
        if (!IsShipped)
        {
            return null;
        }

        TorchRuntime libtorch = TorchRuntime.OfUser;
        libtorch.Adopt(folder);
        return libtorch.Path;
    }

    private static BadInputException CannotLoad(Exception error) =>
        new BadInputException($"The plug-in for libtorch in {Folder} cannot be loaded: {error.Message} Everything else works without it. {HowToRepair}", error);

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(bytes / 1e7) * 10} MB");

    private static string AssemblyIn(string folder) => Path.Combine(folder, AssemblyName + ".dll");
}
