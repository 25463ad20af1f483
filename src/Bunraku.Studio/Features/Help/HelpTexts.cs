using Bunraku.Core.Errors;
using Markdig;
using Markdig.Helpers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Bunraku.Studio.Features.Help;

/// <summary>The documents of the folder <c>docs</c> as pages. The program has a copy in its folder <c>help</c>.</summary>
internal static class HelpTexts
{
    private const string Index = "README";
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseAutoIdentifiers(Markdig.Extensions.AutoIdentifiers.AutoIdentifierOptions.GitHub).DisableHtml().Build();

    /// <summary>The folder of the documents and their pictures.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "help");

    /// <summary>A document as HTML, with its title.</summary>
    /// <param name="name">Its path in the folder without the ending; null for the list of all.</param>
    /// <returns>Null where there is none of that name.</returns>
    public static (string Title, string Html)? Read(string? name)
    {
        name = string.IsNullOrEmpty(name) ? Index : name;
        if (PathOf(name, ".md") is not { } path)
        {
            return null;
        }

        MarkdownDocument document;
        try
        {
            document = Markdown.Parse(File.ReadAllText(path), Pipeline);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"The document {path} cannot be read: {e.Message}", e);
        }

        string around = Path.GetDirectoryName(name) ?? "";
        foreach (LinkInline link in document.Descendants<LinkInline>().ToList())
        {
            link.Url = AddressOf(around, link.Url ?? "");
            if (link.FirstChild is LiteralInline text && text.Content.ToString().EndsWith(".md", StringComparison.Ordinal) && TitleOf(link.Url) is { } title)
            {
                text.Content = new StringSlice(title);
            }

            if (link.Url.Length == 0)
            {
                // What only the repository has is named, but cannot be opened here.
                link.ReplaceBy(new EmphasisInline { DelimiterChar = '*', DelimiterCount = 1 }.AppendAll(link));
            }
        }

        string heading = document.Descendants<HeadingBlock>().FirstOrDefault()?.Inline?.FirstChild?.ToString() ?? name;
        return (heading, document.ToHtml(Pipeline));
    }

    /// <summary>The path of a picture of the documents, or null.</summary>
    public static string? PictureOf(string name) => TypeOf(name) is not null ? PathOf(Path.Combine("images", name), "") : null;

    /// <summary>The media type of a picture, or null where documents have none of the kind.</summary>
    public static string? TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".png" => "image/png",
        ".svg" => "image/svg+xml",
        ".webp" => "image/webp",
        _ => null,
    };

    private static ContainerInline AppendAll(this ContainerInline target, LinkInline link)
    {
        foreach (Inline child in link.ToList())
        {
            child.Remove();
            target.AppendChild(child);
        }

        return target;
    }

    /// <summary>Where a link of a document leads on these pages; empty where nowhere.</summary>
    private static string AddressOf(string around, string link)
    {
        if (link.StartsWith('#') || link.Contains("://", StringComparison.Ordinal))
        {
            return link;
        }

        string[] parts = link.Split('#', 2);
        string target = Path.GetRelativePath(Folder, Path.GetFullPath(Path.Combine(Folder, around, parts[0]))).Replace('\\', '/');
        string anchor = parts.Length > 1 ? "#" + parts[1] : "";
        return target.StartsWith("images/", StringComparison.Ordinal) && PictureOf(target["images/".Length..]) is not null ? "/help/" + target
            : target.EndsWith(".md", StringComparison.Ordinal) && PathOf(target[..^3], ".md") is not null ? $"/help/{target[..^3]}{anchor}"
            : "";
    }

    /// <summary>The title of the document that an address leads to, or null.</summary>
    private static string? TitleOf(string address) =>
        address.StartsWith("/help/", StringComparison.Ordinal) && PathOf(address["/help/".Length..].Split('#')[0], ".md") is { } path
            ? File.ReadLines(path).FirstOrDefault(line => line.StartsWith("# ", StringComparison.Ordinal))?[2..]
            : null;

    private static string? PathOf(string name, string ending)
    {
        string path = Path.GetFullPath(Path.Combine(Folder, name + ending));
        return path.StartsWith(Folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) && File.Exists(path) ? path : null;
    }
}
