using Bunraku.Core.Characters;
using Bunraku.Siren;
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
        routes.MapGet("/character.bunraku", async Task<Results<RedirectHttpResult, NotFound>> (CharacterLibrary library, BundleShelf bundles, CancellationToken cancellation) =>
        {
            CharacterModel character = library.Current ?? DefaultCharacter.Model;
            await Task.Run(() => StudentPoser.FindMask(character, cancellation: cancellation), cancellation);
            return bundles.AddressOf(character) is { } address ? TypedResults.Redirect(address) : TypedResults.NotFound();
        });
    }
}
