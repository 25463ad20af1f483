using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Siren;
using Bunraku.Siren.Bundles;
using Bunraku.Siren.Support;
using Bunraku.Studio.Features.Stages;
using Bunraku.Studio.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Bunraku.Studio.Features.Characters;

/// <summary>Choosing a character.</summary>
internal static class CharacterEndpoints
{
    /// <summary>Below the distiller's path, which other machines cannot reach.</summary>
    public const string LibraryAddress = "/distiller/characters";

    public static void AddCharacters(this IServiceCollection services)
    {
        services.AddScoped(provider => new Visitor(provider.GetService<StudioOptions>()));
        services.AddSingleton<CharacterLibrary>();
        services.AddSingleton<ChosenFolders>();
        services.AddSingleton<CharacterPictures>();
        services.AddSingleton(provider => new FinishedCharacters(provider.GetService<StudioOptions>()?.DataFolder));
    }

    public static void MapCharacters(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/characters/{token}/picture", Results<FileContentHttpResult, NotFound> (string token, CharacterPictures pictures) =>
            pictures.Find(token) is { } png ? TypedResults.File(png, "image/png") : TypedResults.NotFound());
        routes.MapGet(LibraryAddress + "/{name}.bunraku", async Task<Results<FileContentHttpResult, NotFound<string>>> (string name, FinishedCharacters finished, CancellationToken cancellation) =>
        {
            // Only a folder that the library itself lists: no name can lead out of it.
            if (finished.All().FirstOrDefault(folder => Path.GetFileName(folder) == name) is not { } folder)
            {
                return TypedResults.NotFound($"There is no character named {ForeignText.Quote(name)} in the library.");
            }

            try
            {
                byte[] bundle = await Task.Run(
                    () =>
                    {
                        CharacterModel character = CharacterModel.Load(folder);
                        SupportMask mask = StudentPoser.FindMask(character, cancellation: cancellation);
                        return BundleExport.Build(character, mask, new BundleOptions { Credits = character.Credits });
                    },
                    cancellation);
                return TypedResults.File(bundle, "application/octet-stream", name + CharacterBundle.Extension);
            }
            catch (BadInputException e)
            {
                return TypedResults.NotFound(e.Message);
            }
        });
        routes.MapGet("/character.bunraku", async Task<Results<RedirectHttpResult, NotFound<string>>> (CharacterLibrary library, BundleShelf bundles, CancellationToken cancellation) =>
        {
            if ((library.Current ?? DefaultCharacter.Model) is not CharacterModel character)
            {
                return TypedResults.NotFound($"{library.Current!.Name} is a picture without a student, so it has no bundle. Train a student from it.");
            }

            await Task.Run(() => StudentPoser.FindMask(character, cancellation: cancellation), cancellation);
            return bundles.AddressOf(character) is { } address ? TypedResults.Redirect(address) : TypedResults.NotFound($"{character.Name} has no bundle yet. Try again in a minute.");
        });
    }
}
