using System.Security.Cryptography;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;

namespace Bunraku.Core.Models;

/// <summary>The folder of fetched models.</summary>
/// <param name="path">The folder; it is made when a model comes into it.</param>
public sealed class ModelFolder(string path)
{
    /// <summary>Names another folder.</summary>
    public const string Variable = "BUNRAKU_MODELS";

    /// <summary>The user's: the one that BUNRAKU_MODELS names, else <c>models</c> in <see cref="UserFolders.Data"/>.</summary>
    public static ModelFolder OfUser =>
        new(Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? System.IO.Path.GetFullPath(named) : System.IO.Path.Combine(UserFolders.Data, "models"));

    /// <summary>Where it is.</summary>
    public string Path { get; } = path;

    /// <summary>The path of a model's file, be it there or not.</summary>
    public string PathOf(PublishedModel model) => System.IO.Path.Combine(Path, model.FileName);

    /// <summary>Whether a file of the right length is there; a quick look, where <see cref="Check"/> reads it.</summary>
    public bool Has(PublishedModel model) => InputFile.LengthOf(PathOf(model)) == model.Length;

    /// <summary>Reads a model's file and compares it with the published one.</summary>
    /// <exception cref="BadInputException">The file is there but cannot be read.</exception>
    public ModelState Check(PublishedModel model)
    {
        string file = PathOf(model);
        if (!File.Exists(file))
        {
            return ModelState.Missing;
        }

        try
        {
            using FileStream content = File.OpenRead(file);
            return IsPublished(model, content) ? ModelState.Good : ModelState.Damaged;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{file}: the file cannot be read. {e.Message}", e);
        }
    }

    /// <summary>Copies a file into the folder as the model.</summary>
    /// <exception cref="BadInputException">It is not the published file, or it cannot be read or written.</exception>
    public void Import(PublishedModel model, string file)
    {
        try
        {
            using FileStream content = File.OpenRead(file);
            Import(model, content, file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{file}: the file cannot be read. {e.Message}", e);
        }
    }

    /// <summary>Copies a file into the folder as the model.</summary>
    /// <param name="model">What the file is to be.</param>
    /// <param name="content">The whole file; it can seek.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <exception cref="BadInputException">It is not the published file, or it cannot be written.</exception>
    public void Import(PublishedModel model, Stream content, string name)
    {
        if (!IsPublished(model, content))
        {
            throw new BadInputException(
                $"{name}: this is not {model.FileName} as {model.Origin} publishes it ({model.Length} bytes, SHA-256 {model.Sha256}; found: {content.Length} bytes). Get it from {model.Address}.");
        }

        content.Position = 0;
        Prepare();
        AtomicFile.Write(PathOf(model), content.CopyTo);
    }

    /// <summary>Makes the folder where it is missing.</summary>
    /// <exception cref="BadInputException">It cannot be made.</exception>
    internal void Prepare()
    {
        try
        {
            Directory.CreateDirectory(Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{Path}: the folder of models cannot be made. {e.Message} Name another one in {Variable}.", e);
        }
    }

    /// <summary>Whether the content, from its beginning to its end, is the published file.</summary>
    internal static bool IsPublished(PublishedModel model, Stream content)
    {
        content.Position = 0;
        return content.Length == model.Length && Convert.ToHexStringLower(SHA256.HashData(content)) == model.Sha256;
    }
}
